// The camera itself: opening one, the other one, and a picture of all its pixels.

const WISHED = { width: { ideal: 1920 }, height: { ideal: 1440 } };
const PATIENCE = 4000; // ms; some phones never answer
const MOST_BYTES = 20_000_000; // of a photo that is taken in
const KINDS = new Set(["image/jpeg", "image/png", "image/webp"]);
const QUALITY = 0.95;

// The camera that looks at the person or away from them; where cameras don't say which they are,
// the one behind `after` in the browser's list.
export async function opened(facing, after) {
  const which = facing ? { facingMode: facing } : { deviceId: await next(after) };
  return navigator.mediaDevices.getUserMedia({ video: { ...which, ...WISHED }, audio: false });
}

async function next(after) {
  const all = await navigator.mediaDevices.enumerateDevices();
  const ids = all.filter((one) => one.kind === "videoinput").map((one) => one.deviceId);
  return { exact: ids[(ids.indexOf(after) + 1) % ids.length] };
}

// "user", "environment", or nothing where the camera doesn't say.
export function faces(track) {
  return track.getSettings().facingMode;
}

export function troubleOf(error) {
  if (error.name === "NotAllowedError" || error.name === "SecurityError") return "denied";
  return error.name === "NotReadableError" || error.name === "AbortError" ? "inUse" : "missing";
}

// The picture as others see the person, not mirrored. A photo of the sensor where the browser
// can take one, else what the video shows.
export async function pictureOf(track, video) {
  return (await photoOf(track)) ?? videoFrame(video);
}

async function photoOf(track) {
  if (!("ImageCapture" in window)) return null;
  const tooLate = new Promise((done) => setTimeout(done, PATIENCE, null));
  const photo = await Promise.race([new ImageCapture(track).takePhoto(), tooLate]).catch(() => null);
  return photo && KINDS.has(photo.type) && photo.size < MOST_BYTES ? photo : null;
}

function videoFrame(video) {
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext("2d").drawImage(video, 0, 0);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
}
