// Reads {"styles": DIR, "locales": DIR, "jobs": [{"style", "locale", "form": "note"|"bibliography", "items": [...]}]} from
// stdin; writes for each job the HTML of each of its items, each rendered by an engine of its own so that no "ibid." occurs.
const fs = require("fs");
const CSL = require("citeproc");
const {styles, locales, jobs} = JSON.parse(fs.readFileSync(0, "utf8"));
const read = path => fs.readFileSync(path, "utf8");
const render = (job, item) => {
  const sys = {
    retrieveLocale: tag => read(`${locales}/locales-${fs.existsSync(`${locales}/locales-${tag}.xml`) ? tag : "en-US"}.xml`),
    retrieveItem: () => item,
  };
  const engine = new CSL.Engine(sys, read(`${styles}/${job.style}.csl`), job.locale, true);
  engine.setOutputFormat("html");
  engine.updateItems([item.id]);
  if (job.form === "bibliography") return engine.makeBibliography()[1][0];
  return engine.makeCitationCluster([{id: item.id}]);
};
process.stdout.write(JSON.stringify(jobs.map(job => job.items.map(item => render(job, item)))));
