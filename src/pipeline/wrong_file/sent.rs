//! Workbooks of one branch each, and what their names, titles and people say of whose they are.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use super::content::content;
use super::in_use;
use super::same_people::{People, shared};
use crate::layout::{Part, branch_stem};
use crate::model::text::compact;
use crate::pipeline::branch::branch_name;
use crate::pipeline::gather::{Gathered, ReadFile};
use crate::pipeline::options::Settings;

/// A workbook of one branch.
pub struct Sent<'a> {
    pub at: usize,
    pub file: &'a ReadFile,
    /// Whether the profile names it as its branch's: what the township says there holds.
    pub is_chosen: bool,
    /// The branch that it is taken for.
    pub name: String,
    /// Whether its titles name a branch.
    pub titled: bool,
    /// Its file's name without folder and ending, without blanks.
    pub called: String,
    /// The branch that the file's name plainly names: 西河村.
    pub named: Option<String>,
    /// What it holds.
    pub part: &'a Part,
    /// The people that it lists.
    pub people: People<'a>,
    /// What tells whether two hold the same.
    pub content: Option<u64>,
}

impl<'a> Sent<'a> {
    /// The workbooks that are still in use and one branch's each, in their order.
    pub fn all(gathered: &'a Gathered, settings: &Settings) -> Vec<Self> {
        in_use(gathered).filter_map(|(at, file)| Self::new(at, file, settings)).collect()
    }

    /// Those of them whose titles name no branch.
    pub fn untitled(gathered: &'a Gathered, settings: &Settings) -> Vec<Self> {
        let is_untitled = |file: &ReadFile| file.recognised.parts.first().is_some_and(|part| part.branch.is_none());
        let files = in_use(gathered).filter(|(_, file)| is_untitled(file));
        files.filter_map(|(at, file)| Self::new(at, file, settings)).collect()
    }

    fn new(at: usize, file: &'a ReadFile, settings: &Settings) -> Option<Self> {
        let [part] = file.recognised.parts.as_slice() else { return None };
        let shown = &*file.original.shown;
        let called = compact(&Path::new(shown).file_stem()?.to_string_lossy());
        let listed = settings.profile.branch.iter().map(|branch| branch_stem(&branch.name));
        let named = listed.filter(|stem| called.contains(stem)).max_by_key(|stem| stem.len()).map(str::to_owned);
        Some(Self {
            at,
            file,
            is_chosen: settings.profile.branch.iter().any(|branch| branch.file.as_deref() == Some(shown)),
            name: branch_name(file, part.branch.as_deref(), settings),
            titled: part.branch.is_some(),
            named: named.or_else(|| place_in(&called)),
            called,
            part,
            people: People::of(part),
            content: content(part),
        })
    }

    /// Whether the file's name plainly names another branch than its title.
    pub fn is_misnamed(&self) -> bool {
        let named = self.named.as_deref().filter(|_| self.titled);
        named.is_some_and(|named| !speaks_of(&self.called, &self.name) && !speaks_of(&self.name, named))
    }

    /// Its path, as it is told.
    pub fn shown(&self) -> &str {
        &self.file.original.shown
    }
}

/// How the name of a place ends that has a branch of its own.
const PLACES: [&str; 10] = ["村", "社区", "居委会", "党支部", "支部", "机关", "公司", "学校", "中学", "小学"];
/// What is no name before such an ending: 全村, 各支部.
const NO_NAMES: [&str; 15] =
    ["全", "各", "本", "我", "农", "党", "乡", "镇", "新", "老", "某", "支部", "行政", "自然", "中心"];

/// The branch that a file's name names: 西河村 in 2025年西河村积分登记.
fn place_in(called: &str) -> Option<String> {
    let runs =
        called.split(|c: char| !c.is_alphabetic()).map(|run| run.trim_start_matches('年').trim_start_matches('度'));
    let named = runs.filter_map(|run| {
        let ends = PLACES.iter().filter_map(|end| Some((run.find(end)?, *end)));
        let (at, end) = ends.min_by_key(|(at, _)| *at)?;
        let name = without_front(run.get(..at)?);
        let is_name = name.chars().count() >= 1 && !NO_NAMES.contains(&name);
        is_name.then(|| branch_stem(&format!("{name}{end}")).to_owned())
    });
    named.into_iter().next()
}

/// A name without the township and the part of the year before it: 西河 of 第一季度清河镇西河.
fn without_front(name: &str) -> &str {
    const FRONTS: [&str; 6] = ["镇", "乡", "街道", "季度", "半年", "月份"];
    let ends = FRONTS.iter().filter_map(|front| name.rfind(front).map(|at| at + front.len()));
    let rest = ends.max().and_then(|end| name.get(end..));
    rest.filter(|rest| !rest.is_empty()).unwrap_or(name)
}

/// Whether a text speaks of a branch, by whatever it is called: 东河 of 东河村党支部.
pub fn speaks_of(text: &str, branch: &str) -> bool {
    let stem = branch_stem(branch);
    let core = PLACES.iter().find_map(|end| stem.strip_suffix(end)).filter(|core| !core.is_empty()).unwrap_or(stem);
    text.contains(core)
}

/// Names that more files hold than this tell nothing of who copied whom, and make too many pairs.
const COMMON_NAME: usize = 20;

/// Pairs of files, by their places in the list, with the same people or the same content.
pub fn alike(sent: &[Sent<'_>]) -> BTreeSet<(usize, usize)> {
    let mut holders: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut contents: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, one) in sent.iter().enumerate() {
        for name in one.people.names() {
            holders.entry(name).or_default().push(at);
        }
        if let Some(content) = one.content {
            contents.entry(content).or_default().push(at);
        }
    }
    let mut common: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for pair in holders.values().filter(|files| files.len() <= COMMON_NAME).flat_map(|files| pairs(files)) {
        *common.entry(pair).or_default() += 1;
    }
    let likely = common.into_iter().filter(|((first, second), count)| {
        let pair = sent.get(*first).zip(sent.get(*second)).filter(|_| *count > 1);
        pair.is_some_and(|(first, second)| shared(&first.people, &second.people).is_most())
    });
    let alike = likely.map(|(pair, _)| pair);
    alike
        .chain(
            contents
                .values()
                .flat_map(|files| files.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?)))),
        )
        .collect()
}

/// All pairs of a list, the earlier one first.
fn pairs(files: &[usize]) -> impl Iterator<Item = (usize, usize)> {
    let later = |place: usize| files.iter().skip(place + 1);
    files.iter().enumerate().flat_map(move |(place, first)| later(place).map(|second| (*first, *second)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_names_a_place_or_none() {
        for (called, named) in [
            ("西河村", Some("西河村")),
            ("2025年西河村党支部积分登记", Some("西河村")),
            ("2025年第一季度清河镇西河村", Some("西河村")),
            ("附件2:花园社区(1)", Some("花园社区")),
            ("第一党支部", Some("第一")),
            ("上半年", None),
            ("农村党员积分登记", None),
            ("支部报表", None),
            ("机关", None),
            ("新建工作表", None),
        ] {
            assert_eq!(place_in(called).as_deref(), named, "{called}");
        }
    }
}
