import { Rehearsal } from "@madoguchi/shared/parts/Rehearsal.tsx";
import type { City } from "./city.ts";
import { HallPage } from "./hall/HallPage.tsx";
import { NumberPage } from "./number/NumberPage.tsx";
import { PairingPage } from "./pairing/PairingPage.tsx";
import type { Paired } from "./pairing/pairing.ts";
import { TabletPage } from "./tablet/TabletPage.tsx";
import { useCity } from "./useCity.ts";
import { type Office, useOffice } from "./useOffice.ts";
import { useScreen } from "./useScreen.ts";
import { words } from "./words.ts";

/** What this screen shows: its page when it is paired, the way to be paired when it is not. */
export function Screen() {
  const { screen, ask } = useScreen();
  if (screen === undefined) return <Starting />;
  if (screen === null) return <PairingPage />;
  return <PairedScreen key={JSON.stringify(screen)} screen={screen} onSentOff={ask} />;
}

function PairedScreen({ screen, onSentOff }: { screen: Paired; onSentOff: () => void }) {
  const city = useCity();
  const live = useOffice(onSentOff);
  if (!city) return <Starting />;
  return (
    <>
      {live.board.ahead > 0 && <Rehearsal ahead={live.board.ahead} strip />}
      <Page screen={screen} city={city} live={live} />
    </>
  );
}

function Page({ screen, city, live }: { screen: Paired; city: City; live: Office }) {
  if (screen.kind === "hall") return <HallPage city={city} office={screen.office} live={live} />;
  if (screen.kind === "number") return <NumberPage city={city} office={screen.office} live={live} />;
  return <TabletPage city={city} window={screen.window ?? ""} live={live} />;
}

function Starting() {
  return (
    <p className="starting" role="status">
      {words.starting}
    </p>
  );
}
