import { WhyDialog } from "../guidance/WhyDialog.tsx";
import { useCase, useHouse } from "../hooks.ts";
import { F } from "./words.ts";

interface Props {
  id: string;
  form: string;
  name: string;
  on: boolean;
  onClose: () => void;
}

/** Why an application is added or dropped by hand: one of the city's reasons. */
export function FormWhy({ id, form, name, on, onClose }: Props) {
  const { catalog } = useCase(id);
  const house = useHouse();
  return (
    <WhyDialog
      title={on ? F.list.bringTitle(name) : F.list.dropTitle(name)}
      what={on ? F.list.bringWhat : F.list.dropWhat}
      deed={on ? F.list.bringGo : F.list.dropGo}
      reasons={catalog!.reasons("form")}
      onClose={onClose}
      onGo={(reason, note) => house.edit(id, { kind: "use_form", form, on, reason, note })}
    />
  );
}
