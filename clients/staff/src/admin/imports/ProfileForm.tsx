// 取込定義: how a file is read. Under another id it becomes a new one.

import { No } from "@madoguchi/shared/http.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Wrong } from "@madoguchi/shared/parts/Wrong.tsx";
import { sentence, W } from "@madoguchi/shared/words.ts";
import { type ReactNode, useState } from "react";
import { useHouse } from "../../hooks.ts";
import type { FileFault } from "../api.ts";
import { FileFaults } from "../parts/FileFaults.tsx";
import { importsApi, type Profile } from "./api.ts";
import { IMPORTS } from "./words.ts";

interface ProfileFormProps {
  kept: { profile: Profile; rev: number };
  items: Record<string, string>;
  /** The revision of each profile that there is. */
  revs: Record<string, number>;
  onSaved: () => void;
}

export function ProfileForm({ kept, items, revs, onSaved }: ProfileFormProps) {
  const house = useHouse();
  const [profile, setProfile] = useState(kept.profile);
  const [faults, setFaults] = useState<FileFault[]>([]);
  const [wrong, setWrong] = useState("");
  const put = (more: Partial<Profile>) => setProfile({ ...profile, ...more });
  const columns = (item: string, heading: string) => {
    const { [item]: _, ...others } = profile.columns;
    put({ columns: heading ? { ...others, [item]: heading } : others });
  };

  async function save() {
    setWrong("");
    try {
      const said = await importsApi.save(profile, revs[profile.profile] ?? 0);
      setFaults(said.faults);
      if (said.faults.length > 0) return;
      house.notice({ tone: "kept", what: IMPORTS.saved });
      onSaved();
    } catch (no) {
      setWrong(no instanceof No ? sentence(no.reason).what : W.link.needsLine);
    }
  }

  return (
    <details className="exchange-part" data-testid="imports-edit">
      <summary>{IMPORTS.edit}</summary>
      <p className="note">{IMPORTS.editLead}</p>
      <div className="import-fields">
        {(["profile", "name", "latest_column", "latest_value"] as const).map((field) => (
          <Field key={field} label={IMPORTS.fields[field]}>
            <input
              className="input"
              data-testid={`profile-${field}`}
              value={profile[field]}
              maxLength={100}
              onChange={(event) => put({ [field]: event.target.value })}
            />
          </Field>
        ))}
        <Choice
          field="encoding"
          of={IMPORTS.encodings}
          value={profile.encoding}
          onChoose={(encoding) => put({ encoding })}
        />
        <Choice
          field="delimiter"
          of={IMPORTS.delimiters}
          value={profile.delimiter}
          onChoose={(delimiter) => put({ delimiter })}
        />
        <Choice field="extent" of={IMPORTS.extents} value={profile.extent} onChoose={(extent) => put({ extent })} />
        {(["header", "ours"] as const).map((field) => (
          <label key={field} className="one-choice">
            <input
              type="checkbox"
              data-testid={`profile-${field}`}
              checked={profile[field]}
              onChange={(event) => put({ [field]: event.target.checked })}
            />
            {IMPORTS.fields[field]}
          </label>
        ))}
      </div>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{IMPORTS.item}</th>
            <th scope="col">{IMPORTS.column}</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(items).map(([item, name]) => (
            <tr key={item}>
              <th scope="row">{name}</th>
              <td>
                <input
                  className="input"
                  aria-label={`${name} ${IMPORTS.column}`}
                  data-testid={`column-${item}`}
                  value={profile.columns[item] ?? ""}
                  maxLength={100}
                  onChange={(event) => columns(item, event.target.value)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <FileFaults faults={faults} />
      <Wrong says={wrong} />
      <div className="deeds">
        <Button tone="main" testId="imports-save" onPress={() => void save()}>
          {IMPORTS.save}
        </Button>
      </div>
    </details>
  );
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the field is its child
    <label>
      {label}
      {children}
    </label>
  );
}

interface ChoiceProps<T extends string> {
  field: "encoding" | "delimiter" | "extent";
  of: Record<T, string>;
  value: T;
  onChoose: (value: T) => void;
}

function Choice<T extends string>({ field, of, value, onChoose }: ChoiceProps<T>) {
  return (
    <Field label={IMPORTS.fields[field]}>
      <select
        className="input"
        data-testid={`profile-${field}`}
        value={value}
        onChange={(event) => onChoose(event.target.value as T)}
      >
        {Object.entries<string>(of).map(([one, name]) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </select>
    </Field>
  );
}
