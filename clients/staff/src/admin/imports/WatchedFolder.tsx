// 取込フォルダー: what other systems have put there, and what became of it.

import type { Dropped, Folder } from "./api.ts";
import { IMPORTS } from "./words.ts";

type Fate = keyof typeof IMPORTS.folderStates;

export function WatchedFolder({ folder }: { folder: Folder | null }) {
  return (
    <section data-testid="imports-folder">
      <h2 className="head">{IMPORTS.folder}</h2>
      <p className="note">{folder ? IMPORTS.folderLead(folder.folder) : IMPORTS.folderOff}</p>
      {folder && <Files folder={folder} />}
    </section>
  );
}

function Files({ folder }: { folder: Folder }) {
  const files = (["refused", "unfinished", "waiting"] as const).flatMap((fate) =>
    folder[fate].map((one): [Fate, Dropped] => [fate, one]),
  );
  if (files.length === 0) return <p className="admin-empty">{IMPORTS.folderEmpty}</p>;
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{IMPORTS.profile}</th>
          <th scope="col">{IMPORTS.folderFile}</th>
          <th scope="col">{IMPORTS.folderState}</th>
        </tr>
      </thead>
      <tbody>
        {files.map(([fate, one]) => (
          <tr key={`${fate} ${one.profile}/${one.name}`}>
            <td>{one.profile}</td>
            <td>{one.name}</td>
            <td>{IMPORTS.folderStates[fate]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
