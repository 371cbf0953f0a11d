// The camera guide: shows the camera with an outline, has small frames looked at, and takes the
// picture when all is right for a second or the button is pressed.

import { Asker } from "./camera/asking.js";
import { faces, opened, pictureOf, troubleOf } from "./camera/device.js";
import { Overlay } from "./camera/overlay.js";
import { Speaker } from "./camera/speaking.js";

const RIGHT_FOR = 1000; // ms
const STILL = 0.25; // of the distance between the eyes, from one frame to the next

const $ = (id) => document.getElementById(id);
const live = $("live");
const video = $("video");
const words = live.dataset;
const overlay = new Overlay(live);
const speaker = new Speaker($("hint"));
const asker = new Asker(video, words.frame, Number(words.longest), { heard, waiting });
let stream = null;
let rightSince = 0;
let eyesBefore = null;
let taking = false;

function show(part) {
  for (const one of ["start", "live", "taken"]) $(one).hidden = one !== part;
  document.body.dataset.part = part;
}

function giveUp(trouble) {
  close();
  show("start");
  const told = $("trouble");
  told.querySelector("p").textContent = told.dataset[trouble];
  told.hidden = false;
  if (trouble === "insecure") $("begin").hidden = true;
}

function close() {
  asker.stop();
  stream?.getTracks().forEach((track) => track.stop());
  stream = null;
}

async function open(facing, after) {
  close();
  try {
    stream = await opened(facing, after);
    video.srcObject = stream;
    await video.play();
  } catch (error) {
    giveUp(troubleOf(error));
    return;
  }
  const [track] = stream.getVideoTracks();
  track.onended = () => giveUp("over");
  overlay.mirrored = faces(track) !== "environment";
  show("live");
  watch();
  const devices = await navigator.mediaDevices.enumerateDevices();
  $("switch").hidden = devices.filter((one) => one.kind === "videoinput").length < 2;
}

function watch() {
  rightSince = 0;
  eyesBefore = null;
  overlay.clear();
  asker.start();
  $("shutter").focus();
}

function heard(answer, at) {
  const moved = distance(eyesBefore, answer.eyes) > STILL;
  eyesBefore = answer.eyes;
  const isRight = answer.ready && !moved;
  overlay.draw(answer, isRight);
  const missed = answer.hints.find((hint) => !hint.met);
  speaker.say(missed ? missed.text : moved ? words.still : words.ready, isRight);
  if (!isRight) rightSince = 0;
  else if (!rightSince) rightSince = at;
  else if (at - rightSince >= RIGHT_FOR) take();
}

function waiting(why) {
  rightSince = 0;
  eyesBefore = null;
  overlay.clear();
  speaker.say(words[why]);
}

// How far the eyes have moved, in distances between them; 0 where either is not known.
function distance(before, now) {
  if (!before || !now) return 0;
  const wide = video.videoWidth / video.videoHeight;
  const middle = ([[x, y], [u, v]]) => [((x + u) / 2) * wide, (y + v) / 2];
  const [a, b] = [middle(before), middle(now)];
  const [[x, y], [u, v]] = now;
  return Math.hypot(a[0] - b[0], a[1] - b[1]) / Math.hypot((x - u) * wide, y - v);
}

async function take() {
  if (taking || !stream) return;
  taking = true;
  asker.stop();
  const form = $("taken");
  try {
    const blob = await pictureOf(stream.getVideoTracks()[0], video);
    const chosen = new DataTransfer();
    chosen.items.add(new File([blob], "camera.jpg", { type: blob.type }));
    form.elements.photo.files = chosen.files;
    URL.revokeObjectURL($("picture").src);
    $("picture").src = URL.createObjectURL(blob);
    show("taken");
    $("taken-title").focus(); // and no button: a key held down would press it
  } finally {
    taking = false;
  }
}

function again() {
  show("live");
  watch();
}

async function other() {
  const [track] = stream.getVideoTracks();
  const facing = { user: "environment", environment: "user" }[faces(track)];
  await open(facing, track.getSettings().deviceId);
}

$("begin").addEventListener("click", () => open("user"));
$("shutter").addEventListener("click", take);
$("again").addEventListener("click", again);
$("switch").addEventListener("click", other);
video.addEventListener("resize", () => overlay.fit(video));
$("taken").addEventListener("submit", () => stream?.getTracks().forEach((one) => one.stop()));
$("trouble").hidden = true;
$("begin").hidden = false;
if (!window.isSecureContext || !navigator.mediaDevices) giveUp("insecure");
