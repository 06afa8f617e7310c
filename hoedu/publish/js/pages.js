// The pages without a lesson: the first page, progress, glossary, references, search.

import { onPage } from "./data.js";
import { frame } from "./frame.js";
import { resumeCard } from "./place.js";
import { lessonBars, progressPage } from "./progress.js";

frame();
const main = document.getElementById("main");
const lessons = onPage("lessons");
// The review has no questions of its own to count, but a place to go on from all the same.
const pages = [...document.querySelectorAll(".map h3 a")].map((link) => link.getAttribute("href"));
resumeCard(document.querySelector("[data-resume]"), pages);
if (document.querySelector("[data-lesson]")) lessonBars(main, lessons);
if (document.querySelector("[data-code]")) progressPage(main, lessons);
