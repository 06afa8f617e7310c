// A lesson answers as soon as it is opened: this plugin runs its cells, and leaves the reader at the top of the page.
// It runs only cells that hold nothing but one of the workbook's own one-line calls; all other code is left alone.
// Written as JupyterLab loads a federated extension (an object with init and get), so that no build step is needed.

(() => {
  const SETUP = /^import hoedu as ho; ho\.start\("[a-z0-9-]+"\)$/;
  const CALL = /^ho\.(ask|explore|reveal|case|case_map|exam|review|terms|finish|references)\(((after=)?"[a-z0-9-]+"(, )?)*\)$/;
  const STARTING = "Python is starting in this browser. The lesson answers in half a minute or so; read on meanwhile.";
  const NARROW = 700; // pixels
  let shared = {};

  const fromLab = async (name) => {
    const versions = Object.values(shared[name]);
    return (await versions[0].get())();
  };

  const sourceOf = (model) => model.sharedModel.getSource().trim();

  async function bringToLife(panel, { NotebookActions }, waiting) {
    await panel.context.ready;
    if (![...panel.context.model.cells].some((model) => SETUP.test(sourceOf(model)))) return;
    const started = waiting();
    try {
      await panel.sessionContext.ready;
      if (panel.sessionContext.session?.kernel) await runEach(panel, NotebookActions, started);
    } finally {
      started();
    }
  }

  async function runEach(panel, NotebookActions, started) {
    const code = panel.content.widgets.filter((cell) => cell.model.type === "code");
    // One after the other, so that what was saved stays to be read until the new output is there, and without moving
    // the active cell, so that the page stays where the reader is.
    for (const cell of code) {
      if (!SETUP.test(sourceOf(cell.model)) && !CALL.test(sourceOf(cell.model))) continue;
      if (!(await NotebookActions.runCells(panel.content, [cell], panel.sessionContext))) return;
      started();
    }
  }

  // Inside the browser (JupyterLite), Python takes a while to start: say so, until the first cell has run.
  async function sayWhileWaiting() {
    const { PageConfig } = await fromLab("@jupyterlab/coreutils");
    if (!PageConfig.getOption("litePluginSettings")) return () => () => {};
    const { Notification } = await fromLab("@jupyterlab/apputils");
    return () => {
      const id = Notification.info(STARTING, { autoClose: false });
      return () => Notification.dismiss(id);
    };
  }

  // A lesson's slides, in a tab of their own: made by the server that `hoedu` starts, or those of the site around the
  // in-browser lab. Where there is neither, there is no button.
  async function slidesButton() {
    const { PageConfig, URLExt } = await fromLab("@jupyterlab/coreutils");
    const { ToolbarButton } = await fromLab("@jupyterlab/apputils");
    const made = PageConfig.getOption("hoeduSlides"), base = PageConfig.getBaseUrl();
    const lite = PageConfig.getOption("litePluginSettings");
    if (made !== "present" && !lite) return async () => {};
    return async (panel) => {
      await panel.context.ready;
      if (![...panel.context.model.cells].some((model) => SETUP.test(sourceOf(model)))) return;
      const name = panel.context.path.replace(/^.*\//, "").replace(/\.ipynb$/, "");
      const href = lite ? new URL(`../slides/${name}.html`, base).href : URLExt.join(base, "hoedu", "present", name);
      const button = new ToolbarButton({ label: "Slides", tooltip: "Present this lesson as slides", onClick: () => window.open(href, "_blank") });
      panel.toolbar.insertItem(10, "hoedu-slides", button);
    };
  }

  // On a phone the list of files would leave no room for a lesson.
  function giveRoom(shell) {
    if (innerWidth < NARROW && shell.leftCollapsed === false) shell.collapseLeft();
  }

  async function plugin() {
    const notebook = await fromLab("@jupyterlab/notebook");
    const waiting = await sayWhileWaiting();
    const addSlides = await slidesButton();
    return {
      id: "hoedu:open-lesson",
      description: "Runs a lesson when it is opened",
      autoStart: true,
      requires: [notebook.INotebookTracker],
      activate: (app, tracker) => {
        tracker.widgetAdded.connect(async (_, panel) => {
          bringToLife(panel, notebook, waiting);
          addSlides(panel);
          await panel.revealed;
          giveRoom(app.shell);
        });
        // Until the reader touches anything, whatever opens the list of files again is not the reader.
        const shut = () => giveRoom(app.shell);
        app.shell.layoutModified?.connect(shut);
        addEventListener("pointerdown", () => app.shell.layoutModified?.disconnect(shut), { once: true, capture: true });
      },
    };
  }

  (globalThis._JUPYTERLAB ??= {}).hoedu = {
    init: (scope) => {
      shared = scope;
    },
    get: async () => {
      const found = await plugin();
      return () => ({ __esModule: true, default: found });
    },
  };
})();
