import { api, type PostalPreview } from "../api.ts";
import { useAsk } from "../hooks.ts";
import { FileDrop } from "../parts/FileDrop.tsx";
import { stops } from "../parts/FileFaults.tsx";
import { Figures, FilePreview, type Step } from "../parts/FilePreview.tsx";
import { PageHead } from "../parts/PageHead.tsx";
import { UploadSteps } from "../parts/UploadSteps.tsx";
import { useUpload } from "../useUpload.ts";
import { Waiting } from "../Waiting.tsx";
import { when } from "../when.ts";
import { ADMIN } from "../words.ts";

const words = ADMIN.postal;

/** The postal file of Japan Post, brought on a stick: looked at first, then put into use as a whole. */
export function Postal() {
  const inUse = useAsk("postal", api.postalInUse);
  const again = (): void => {
    if (inUse.is !== "loading") inUse.again();
  };
  return (
    <section className="admin-page" data-testid="postal">
      <PageHead title={words.title} lead={words.lead} />
      <Waiting asked={inUse}>
        {({ in_use: file }) => (
          <>
            <p data-testid="postal-in-use">
              {file ? words.inUse(file.codes, file.by, when(file.at)) : words.noneInUse}
            </p>
            <p className="note">{words.how}</p>
            <Bring onUsed={again} />
          </>
        )}
      </Waiting>
    </section>
  );
}

function Bring({ onUsed }: { onUsed: () => void }) {
  const uploading = useUpload<PostalPreview>(api.postal, async (preview) => {
    await api.applyPostal(preview.upload ?? "");
    onUsed();
  });
  const choose = (
    <FileDrop
      label={words.choose}
      accept={[".csv", ".zip"]}
      wrongKind={words.wrongKind}
      testId="postal-in"
      onFile={uploading.take}
    />
  );
  return (
    <UploadSteps uploading={uploading} choose={choose} applied={() => ({ what: words.applied })} testId="postal">
      {(preview, step) => <Preview preview={preview} step={step} />}
    </UploadSteps>
  );
}

function Preview({ preview, step }: { preview: PostalPreview; step: Step }) {
  const { difference, faults, file } = preview;
  const usable = preview.upload !== null && stops(faults) === 0;
  return (
    <FilePreview
      step={step}
      faults={faults}
      broken={!usable}
      what={usable ? words.clean : words.broken(stops(faults))}
      now={file ? words.found(file.rows, file.codes) : undefined}
      apply={usable ? words.apply : null}
      testId="postal"
    >
      {difference && (
        <>
          <Figures of={difference} words={words} unit={ADMIN.units.rows} testId="postal" />
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{words.title}</th>
                <th scope="col">{ADMIN.start.before}</th>
                <th scope="col">{ADMIN.start.after}</th>
              </tr>
            </thead>
            <tbody>
              {difference.samples.map((one) => (
                <tr key={one.code}>
                  <td>{one.code}</td>
                  <td>{one.before.join("、") || ADMIN.start.empty}</td>
                  <td>{one.after.join("、") || ADMIN.start.empty}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </FilePreview>
  );
}
