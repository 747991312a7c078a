/** What went wrong, said at once also to whoever cannot see it. Nothing when nothing did. */
export function Wrong({ says, testId }: { says: string | null | undefined; testId?: string }) {
  if (!says) return null;
  return (
    <p className="wrong" role="alert" data-testid={testId}>
      {says}
    </p>
  );
}
