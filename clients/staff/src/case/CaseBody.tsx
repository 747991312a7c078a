import { CertificatePage } from "../certificate/CertificatePage.tsx";
import { counts, type FormList } from "../forms/api.ts";
import { EntryTab } from "../forms/EntryTab.tsx";
import { FormsTab } from "../forms/FormsTab.tsx";
import { useView } from "../forms/FormView.tsx";
import type { Derived } from "../guidance/derive.ts";
import { GuidancePage } from "../guidance/GuidancePage.tsx";
import { Result } from "../guidance/Result.tsx";
import { SigningPage } from "../signing/SigningPage.tsx";
import { Changes } from "./Changes.tsx";

export type Side = "certificate" | "guidance" | "entries" | "forms" | "signing" | "history";

interface Props {
  id: string;
  side: Side;
  derived: Derived;
  list: FormList | null;
  onSide: (side: Side) => void;
  onPrint: () => void;
}

/** What the chosen tab shows. All of it is there at once: the keys that are pressed next find their fields, also of a
 * clerk who is faster than the page. */
export function CaseBody({ id, side, derived, list, onSide, onPrint }: Props) {
  const view = useView((list?.forms ?? []).filter(counts));
  switch (side) {
    case "certificate":
      return <CertificatePage id={id} />;
    case "guidance":
      return <GuidancePage id={id} />;
    case "signing":
      return <SigningPage id={id} />;
    case "entries":
      return <EntryTab id={id} derived={derived} list={list} view={view} onPrint={onPrint} />;
    case "forms":
      return (
        <FormsTab
          id={id}
          list={list}
          onShow={(form) => {
            view.show(form);
            onSide("entries");
          }}
          onPrint={onPrint}
        />
      );
    case "history":
      return (
        <div className="work">
          <Changes id={id} whole />
          <div className="side">
            <Result id={id} derived={derived} />
          </div>
        </div>
      );
  }
}
