/**
 * The tabs of one browser in which the same person works. Each tells the others what it did; one of them, the leader, carries the
 * outbox to the server, until it is closed and the next one leads.
 */
export class Tabs {
  /** @param {string} name @param {{hear: (message: any) => void, lead: () => void}} on */
  constructor(name, on) {
    this.leading = !navigator.locks;
    this.channel = new BroadcastChannel(name);
    this.channel.onmessage = ({ data }) => on.hear(data);
    navigator.locks?.request(name, () => {
      this.leading = true;
      on.lead();
      return new Promise(() => {}); // held for as long as the tab is there
    });
  }

  /** @param {any} message */
  tell(message) {
    this.channel.postMessage(message);
  }
}
