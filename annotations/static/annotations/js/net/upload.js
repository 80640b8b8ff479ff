/**
 * Sends a file, and tells how much of it has gone: fetch cannot. Answers and refuses as send() does.
 */
import { Refusal, Unreachable } from "./api.js";
import { csrfToken } from "./session.js";

/**
 * @param {string} path @param {Blob} file
 * @param {{sent?: (share: number) => void, signal?: AbortSignal}} [on] `sent` hears from 0 to 1
 * @returns {Promise<any>}
 */
export function upload(path, file, { sent, signal } = {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => event.lengthComputable && sent?.(event.loaded / event.total);
    request.upload.onload = () => sent?.(1);
    request.onerror = () => reject(new Unreachable("The server cannot be reached.", 0));
    request.onabort = () => reject(new DOMException("Left off.", "AbortError"));
    request.onload = () => {
      const data = parsed(request.responseText);
      if (request.status < 300 && data) return resolve(data);
      if (request.status >= 500 || !data) return reject(new Unreachable(data?.detail ?? "The server has trouble.", request.status));
      reject(new Refusal({ ...data, status: request.status, errors: data.errors ?? [] }));
    };
    signal?.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
