// Files that a page fetches when it needs them: scripts, which a page opened from a disk may load too.

const asked = new Map(); // name -> { promise, resolve }

// Each such file calls this with its own name, without folder and ending, and what it brings.
globalThis.hoeduData = (name, value) => asked.get(name)?.resolve(value);

export function fetchData(src) {
  const name = src.replace(/^.*\//, "").replace(/\.js$/, "");
  if (!asked.has(name)) {
    const one = {};
    one.promise = new Promise((resolve, reject) => {
      one.resolve = resolve;
      fetchScript(src).catch((error) => {
        asked.delete(name);
        reject(error);
      });
    });
    asked.set(name, one);
  }
  return asked.get(name).promise;
}

export function fetchScript(src) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = src;
    script.onload = resolve;
    script.onerror = () => {
      script.remove();
      reject(new Error("This part could not be loaded. Look at your connection and try again."));
    };
    document.head.append(script);
  });
}

// What the page itself brings, in a script of type application/json.
export const onPage = (name) => JSON.parse(document.querySelector(`script[data-json="${name}"]`)?.textContent ?? "null");
