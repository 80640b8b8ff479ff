// The network and the shelf misbehave, by a seeded chance, for as long as localStorage.ill says so: "yes", or "off" for no network.
(() => {
  let state = SEED;
  const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const ill = () => localStorage.getItem("ill") ?? "no";
  const failed = new Set();
  const real = fetch;
  window.fetch = async (path, options = {}) => {
    if (ill() === "no" || !String(path).includes("/api/")) return real(path, options);
    if (ill() === "off") throw new TypeError("no network");
    if (random() < 0.5) await pause(random() * 800);
    const chance = random();
    if (chance < 0.12) throw new TypeError("lost on the way");
    if (chance < 0.16) return new Response("{}", { status: 503 });
    const key = options.headers?.["Idempotency-Key"];
    if (chance < 0.22 && key && !failed.has(key)) return failed.add(key), new Response("{}", { status: 500 });
    const answer = await real(path, options);
    if (key && chance < 0.36) throw new TypeError("lost on the way back");
    if (random() < 0.3) await pause(random() * 800);
    return answer;
  };
  const transaction = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (...asked) {
    if (ill() !== "no" && random() < 0.3) { // whatever comes waits for one that takes its time
      const until = performance.now() + random() * 400;
      const shelf = transaction.call(this, "outbox", "readwrite").objectStore("outbox");
      const spin = () => { if (performance.now() < until) shelf.get("").onsuccess = spin; };
      spin();
    }
    return transaction.apply(this, asked);
  };
})();
