// A file on its way, step by step: chosen, being read, refused, looked at, taken.

import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { sentence } from "@madoguchi/shared/words.ts";
import type { ReactNode } from "react";
import type { Uploading } from "../useUpload.ts";
import { NotYet } from "../Waiting.tsx";
import { ADMIN } from "../words.ts";
import type { Step } from "./FilePreview.tsx";

interface Props<T> {
  uploading: Uploading<T>;
  /** Where the file is chosen. */
  choose: ReactNode;
  /** What is said once it is taken. */
  applied: (preview: T) => { what: string; now?: string };
  /** `${testId}-applied`, `${testId}-other`. */
  testId: string;
  /** What was read, before anything is taken. */
  children: (preview: T, step: Step) => ReactNode;
}

export function UploadSteps<T>({ uploading, choose, applied, testId, children }: Props<T>) {
  const { upload, over } = uploading;
  const other = (
    <Button tone="plain" testId={`${testId}-other`} onPress={over}>
      {ADMIN.exchange.other}
    </Button>
  );
  switch (upload.is) {
    case "none":
      return choose;
    case "missing":
      return <NotYet />;
    case "reading":
      return <p role="status">{ADMIN.exchange.reading(upload.name)}</p>;
    case "refused":
      return (
        <Band tone="look" {...sentence(upload.reason)}>
          {other}
        </Band>
      );
    case "applied":
      return (
        <Band tone="kept" {...applied(upload.preview)} testId={`${testId}-applied`}>
          {other}
        </Band>
      );
    default:
      return children(upload.preview, { busy: upload.is === "applying", go: uploading.go, other });
  }
}
