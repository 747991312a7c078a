import { useCase } from "../hooks.ts";
import { derive } from "./derive.ts";
import { Questions } from "./Questions.tsx";
import { Result } from "./Result.tsx";
import { useAsking } from "./useAsking.ts";
import "./guidance.css";

/** 手続案内: the questions at the left, what comes of them at the right, both live. */
export function GuidancePage({ id }: { id: string }) {
  const asking = useAsking(id);
  const derived = derive(useCase(id), id);
  if (!derived) return null;
  return (
    <div className="guide">
      <Questions id={id} asking={asking} derived={derived} />
      <Result id={id} derived={derived} onAsk={asking.go} />
    </div>
  );
}
