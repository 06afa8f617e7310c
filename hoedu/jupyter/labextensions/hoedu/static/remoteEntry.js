// A lesson answers as soon as it is opened: this plugin runs its cells, and leaves the reader at the top of the page.
// It runs a notebook only if every code cell is one of the workbook's own one-line calls, and nothing else.
// Written as JupyterLab loads a federated extension (an object with init and get), so that no build step is needed.

(() => {
  const CALL = /^(import hoedu as ho; )?ho\.(start|ask|explore|reveal|finish|references)\(("[a-z0-9-]+"(, )?)*\)$/;
  let shared = {};

  const fromLab = async (name) => {
    const versions = Object.values(shared[name]);
    return (await versions[0].get())();
  };

  function isLesson(model) {
    const code = [...model.cells].filter((cell) => cell.type === "code").map((cell) => cell.sharedModel.getSource());
    return code.length > 0 && code.every((source) => CALL.test(source.trim()));
  }

  async function bringToLife(panel, { NotebookActions }) {
    await panel.context.ready;
    await panel.sessionContext.ready;
    if (!panel.sessionContext.session?.kernel || !isLesson(panel.content.model)) return;
    // One after the other and without moving the active cell, so that the page stays where the reader is.
    const cells = panel.content.widgets.filter((cell) => cell.model.type === "code");
    await NotebookActions.runCells(panel.content, cells, panel.sessionContext);
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
