// The site without a network: what was read once is kept. Pages come from the network first, and from what is kept when that
// does not answer; files whose name changes with their content come from what is kept first. Nothing else is touched.

const FILES = new Set(/* the files of this build */);
const KEPT = `hoedu ${registration.scope}`;
// Kept from the start: the way to the lessons, and a page that stands for one that was never read.
const UNREAD = `${registration.scope}unread.html`;
const FIRST = [...FILES].filter((name) => /^(unread|index)\.html$|^assets\/(pages|hoedu)\./.test(name));
const PATIENCE = 4000; // milliseconds a page may take before what is kept is shown
const nameOf = (url) => new URL(url).pathname.slice(new URL(registration.scope).pathname.length) || "index.html";
const ours = (url) => url.startsWith(registration.scope) && FILES.has(nameOf(url));
const lasting = (url) => /\.[0-9a-f]{10}\.\w+$/.test(new URL(url).pathname);

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll(FIRST)));
});
addEventListener("activate", (event) => event.waitUntil(Promise.all([clients.claim(), tidyUp()])));
addEventListener("message", ({ data }) => {
  caches.open(KEPT).then(async (kept) => {
    for (const url of data) if (ours(url) && !(await kept.match(url))) await kept.add(url).catch(() => {});
  });
});
addEventListener("fetch", (event) => {
  const { request } = event, url = request.url.replace(/[?#].*/, "");
  if (request.method !== "GET" || request.headers.has("range") || !ours(url)) return;
  event.respondWith(lasting(url) ? keptFirst(request, url) : networkFirst(request, url));
});

async function keptFirst(request, url) {
  const kept = await caches.open(KEPT);
  return (await kept.match(url)) ?? fetchAndKeep(request, url, kept);
}

async function networkFirst(request, url) {
  const kept = await caches.open(KEPT), coming = fetchAndKeep(request, url, kept), old = await kept.match(url);
  if (!old) return request.mode === "navigate" ? coming.catch(() => kept.match(UNREAD)) : coming;
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, old));
  return Promise.race([coming.catch(() => old), late]);
}

async function fetchAndKeep(request, url, kept) {
  const answer = await fetch(request);
  if (answer.ok && !answer.redirected) await kept.put(url, answer.clone());
  return answer;
}

// A new build forgets what the site no longer has.
async function tidyUp() {
  const kept = await caches.open(KEPT);
  for (const { url } of await kept.keys()) if (!ours(url)) await kept.delete(url);
}
