import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { useRef, useState } from "react";
import { STATUS } from "./words.ts";

/** The text for the telephone, whom to call, and a way to take the text along. */
export function Reading({ text, contacts }: { text: string; contacts: readonly string[] }) {
  const box = useRef<HTMLTextAreaElement>(null);
  const [copied, setCopied] = useState<"" | "yes" | "no">("");
  async function copy(): Promise<void> {
    box.current?.select();
    setCopied((await taken(text)) ? "yes" : "no");
  }
  return (
    <section className="status-reading">
      <h3 className="head">{STATUS.contacts}</h3>
      {contacts.length === 0 ? (
        <p className="note">{STATUS.noContacts}</p>
      ) : (
        <ol className="status-contacts">
          {contacts.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ol>
      )}
      <h3 className="head">{STATUS.text}</h3>
      <textarea ref={box} className="input" readOnly aria-label={STATUS.text} data-testid="status-text" value={text} />
      <div className="line">
        <Button small testId="status-copy" onPress={() => void copy()}>
          {STATUS.copy}
        </Button>
        <span role="status">{copied && (copied === "yes" ? STATUS.copied : STATUS.notCopied)}</span>
      </div>
    </section>
  );
}

/** Browsers give the clipboard to secure pages alone; the text stays selected for the others. */
async function taken(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
