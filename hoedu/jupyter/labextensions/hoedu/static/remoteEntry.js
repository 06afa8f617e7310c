// A lesson answers as soon as it is opened: this plugin runs its cells, and leaves the reader at the top of the page.
// It runs only cells that hold nothing but one of the workbook's own one-line calls; all other code is left alone.
// Written as JupyterLab loads a federated extension (an object with init and get), so that no build step is needed.

(() => {
  const SETUP = /^import hoedu as ho; ho\.start\("[a-z0-9-]+"\)$/;
  const CALL = /^ho\.(ask|explore|reveal|finish|references)\(((after=)?"[a-z0-9-]+"(, )?)*\)$/;
  let shared = {};

  const fromLab = async (name) => {
    const versions = Object.values(shared[name]);
    return (await versions[0].get())();
  };

  const sourceOf = (cell) => cell.model.sharedModel.getSource().trim();

  async function bringToLife(panel, { NotebookActions }) {
    await panel.context.ready;
    await panel.sessionContext.ready;
    const code = panel.content.widgets.filter((cell) => cell.model.type === "code");
    if (!panel.sessionContext.session?.kernel || !code.some((cell) => SETUP.test(sourceOf(cell)))) return;
    // One after the other, so that what was saved stays to be read until the new output is there, and without moving
    // the active cell, so that the page stays where the reader is.
    for (const cell of code) {
      if (!SETUP.test(sourceOf(cell)) && !CALL.test(sourceOf(cell))) continue;
      if (!(await NotebookActions.runCells(panel.content, [cell], panel.sessionContext))) return;
    }
  }

  async function plugin() {
    const notebook = await fromLab("@jupyterlab/notebook");
    return {
      id: "hoedu:open-lesson",
      description: "Runs a lesson when it is opened",
      autoStart: true,
      requires: [notebook.INotebookTracker],
      activate: (_, tracker) => tracker.widgetAdded.connect((__, panel) => bringToLife(panel, notebook)),
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
