// What a visitor types to open a card, sealed for the agent that asked and for nobody between. The twin stands in
// devices/sealed.py: ECDH on P-256 with a key of this entry alone, HKDF-SHA-256, AES-256-GCM; nothing of it is kept.

const INFO = "madoguchi card secret 1";
const FILLED = 16;
const CURVE = { name: "ECDH", namedCurve: "P-256" };

export interface Sealed {
  key: string;
  box: string;
}

/** Whether this browser can seal at all: over HTTPS, or on the server's own machine. */
export const canSeal = (): boolean => globalThis.crypto?.subtle !== undefined;

export async function seal(typed: string, ask: string, share: string): Promise<Sealed> {
  const { subtle } = crypto;
  const text = new TextEncoder();
  const theirs = await subtle.importKey("raw", bytes(share), CURVE, false, []);
  const mine = (await subtle.generateKey(CURVE, false, ["deriveBits"])) as CryptoKeyPair;
  const common = await subtle.deriveBits({ name: "ECDH", public: theirs }, mine.privateKey, 256);
  const ground = await subtle.importKey("raw", common, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: text.encode(ask), info: text.encode(INFO) };
  const key = await subtle.deriveKey(how, ground, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const filled = new Uint8Array(FILLED);
  filled.set(text.encode(typed));
  const body = await subtle.encrypt({ name: "AES-GCM", iv, additionalData: text.encode(ask) }, key, filled);
  const own = await subtle.exportKey("raw", mine.publicKey);
  return { key: base64(new Uint8Array(own)), box: base64(Uint8Array.of(...iv, ...new Uint8Array(body))) };
}

const bytes = (said: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(said), (one) => one.charCodeAt(0));
const base64 = (said: Uint8Array): string => btoa(String.fromCharCode(...said));
