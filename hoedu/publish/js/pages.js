// The pages without a lesson: the first page, progress, glossary, references, search.

import { onPage } from "./data.js";
import { frame } from "./frame.js";
import { resumeCard } from "./place.js";
import { lessonBars, progressPage } from "./progress.js";

frame();
const main = document.getElementById("main");
const lessons = onPage("lessons");
if (lessons) resumeCard(document.querySelector("[data-resume]"), lessons.map(({ page }) => page));
if (document.querySelector("[data-lesson]")) lessonBars(main, lessons);
if (document.querySelector("[data-code]")) progressPage(main, lessons);
