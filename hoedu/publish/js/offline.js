// Pages that were read once can be read again without a network. On a server only; a file needs no such help.

const WORKER = "offline.js";

export async function readOffline() {
  if (!navigator.serviceWorker || !/^https?:$/.test(location.protocol)) return;
  try {
    await navigator.serviceWorker.register(WORKER);
    const { active, scope } = await navigator.serviceWorker.ready;
    // What came before the worker did: this page and what it has loaded.
    const loaded = performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => name.startsWith(scope));
    active?.postMessage([location.href.replace(/#.*/, ""), ...loaded]);
  } catch {
    // A browser that keeps nothing reads online.
  }
}
