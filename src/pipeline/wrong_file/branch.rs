//! Another branch's workbook under this branch's name: file name, title and people do not belong together.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use super::content::content;
use super::same_people::{People, shared};
use super::{Wrong, in_use};
use crate::layout::branch_stem;
use crate::layout::codes::{L107, L125};
use crate::model::text::compact;
use crate::pipeline::branch::branch_name;
use crate::pipeline::gather::{Gathered, ReadFile};
use crate::pipeline::options::Settings;

/// A workbook of one branch.
struct Sent<'a> {
    at: usize,
    file: &'a ReadFile,
    /// The branch that it is taken for.
    name: String,
    /// Whether its titles name a branch.
    titled: bool,
    /// Its file's name without folder and ending, without blanks.
    called: String,
    /// The branch that the file's name plainly names: 西河村.
    named: Option<String>,
    people: People<'a>,
    content: Option<u64>,
}

/// Files whose title is that of another branch's file, and files with the people of another branch.
pub fn of_another_branch(gathered: &Gathered, settings: &Settings) -> Vec<Wrong> {
    let sent: Vec<Sent<'_>> = in_use(gathered).filter_map(|(at, file)| Sent::new(at, file, settings)).collect();
    let mut wrong: BTreeMap<usize, Wrong> = BTreeMap::new();
    for found in under_another_name(&sent) {
        wrong.insert(found.at, found);
    }
    for found in with_the_same_people(&sent) {
        wrong.entry(found.at).or_insert(found);
    }
    wrong.into_values().collect()
}

impl<'a> Sent<'a> {
    fn new(at: usize, file: &'a ReadFile, settings: &Settings) -> Option<Self> {
        let [part] = file.recognised.parts.as_slice() else { return None };
        let shown = &*file.original.shown;
        // What the township says in its profile holds.
        if settings.profile.branch.iter().any(|branch| branch.file.as_deref() == Some(shown)) {
            return None;
        }
        let called = compact(&Path::new(shown).file_stem()?.to_string_lossy());
        let listed = settings.profile.branch.iter().map(|branch| branch_stem(&branch.name));
        let named = listed.filter(|stem| called.contains(stem)).max_by_key(|stem| stem.len()).map(str::to_owned);
        Some(Self {
            at,
            file,
            name: branch_name(file, part.branch.as_deref(), settings),
            titled: part.branch.is_some(),
            named: named.or_else(|| place_in(&called)),
            called,
            people: People::of(part),
            content: content(part),
        })
    }

    /// Whether the file's name plainly names another branch than its title.
    fn is_misnamed(&self) -> bool {
        let named = self.named.as_deref().filter(|_| self.titled);
        named.is_some_and(|named| !speaks_of(&self.called, &self.name) && !speaks_of(&self.name, named))
    }

    fn shown(&self) -> &str {
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
fn speaks_of(text: &str, branch: &str) -> bool {
    let stem = branch_stem(branch);
    let core = PLACES.iter().find_map(|end| stem.strip_suffix(end)).filter(|core| !core.is_empty()).unwrap_or(stem);
    text.contains(core)
}

/// Files whose name is one branch's and whose title is another's, which has a file of its own.
fn under_another_name(sent: &[Sent<'_>]) -> Vec<Wrong> {
    let mut by_name: HashMap<&str, Vec<&Sent<'_>>> = HashMap::new();
    for one in sent {
        by_name.entry(&one.name).or_default().push(one);
    }
    let judge = |one: &Sent<'_>| {
        let named = one.named.as_deref().filter(|_| one.is_misnamed())?;
        let own =
            by_name.get(&*one.name)?.iter().find(|other| other.titled && speaks_of(&other.called, &other.name))?;
        let (shown, title, other) = (one.shown(), &one.name, own.shown());
        let is_theirs = one.people.count() == 0 || shared(&one.people, &own.people).is_most();
        let (found, help) = if is_theirs {
            (format!("看来把{title}的表用「{named}」的名字交来了"), format!("请换成{named}自己的表。"))
        } else {
            (
                format!("里面的人却不一样，看来是照{title}的表填的，标题没有改"),
                format!("请把标题里的「{title}」改成本支部的名称再报；发错了文件的，换成{named}自己的表。"),
            )
        };
        let message =
            format!("「{shown}」的标题写的是「{title}」，而「{other}」已经是{title}的表；{found}。整个文件没有使用。");
        Some(Wrong { at: one.at, says: L125.says(message).in_file(&one.file.original.shown).found(title).advise(help) })
    };
    sent.iter().filter_map(judge).collect()
}

/// Files of two branches with the same people.
fn with_the_same_people(sent: &[Sent<'_>]) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    for (first, second) in alike(sent) {
        let (Some(first), Some(second)) = (sent.get(first), sent.get(second)) else { continue };
        // Where nothing names a branch, the names of the files may be anything: 花名册.xlsx and 积分表.xlsx.
        let is_named = |one: &Sent<'_>| one.titled || one.named.is_some();
        let is_version = !first.titled && !second.titled && is_version(&first.called, &second.called);
        if first.name == second.name || !(is_version || (is_named(first) && is_named(second))) {
            continue;
        }
        let same = shared(&first.people, &second.people);
        let is_same = first.content.is_some() && first.content == second.content;
        if is_version {
            let what = if is_same { "花名册和登记都一样" } else { "花名册一样" };
            let message = format!(
                "「{}」和「{}」{what}，看来是同一个支部的两份，只算一份，按「{}」计算。",
                second.shown(),
                first.shown(),
                first.shown()
            );
            let says = L107.says(message).in_file(&second.file.original.shown);
            wrong.push(Wrong { at: second.at, says });
            continue;
        }
        let whose = match (first.is_misnamed(), second.is_misnamed()) {
            (true, false) => vec![(first, second)],
            (false, true) => vec![(second, first)],
            _ => vec![(first, second), (second, first)],
        };
        let both = if whose.len() > 1 {
            "看不出是哪一份发错了，两份都没有使用"
        } else {
            "整个文件没有使用"
        };
        for (one, other) in whose {
            let what = if is_same {
                "花名册和登记都一样".to_owned()
            } else {
                format!("花名册有 {} 人相同", same.count)
            };
            let message = format!(
                "「{}」（{}）和「{}」（{}）{what}，看来是一个支部的表用了两个支部的名字；{both}。",
                one.shown(),
                one.name,
                other.shown(),
                other.name
            );
            wrong.push(Wrong { at: one.at, says: L125.says(message).in_file(&one.file.original.shown) });
        }
    }
    wrong
}

/// Whether one file's name is the other's with something added: 东河村, 东河村（修改）.
fn is_version(one: &str, other: &str) -> bool {
    let rest = other.strip_prefix(one).or_else(|| one.strip_prefix(other));
    rest.is_some_and(|rest| rest.starts_with(|c: char| !c.is_alphabetic()) || rest.starts_with(['改', '新', '副']))
}

/// Names that more files hold than this tell nothing of who copied whom, and make too many pairs.
const COMMON_NAME: usize = 20;

/// Pairs of files, by their places in the list, with the same people or the same content.
fn alike(sent: &[Sent<'_>]) -> BTreeSet<(usize, usize)> {
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

    #[test]
    fn one_file_may_be_a_version_of_another() {
        assert!(
            is_version("东河村", "东河村(修改)") && is_version("东河村2", "东河村") && is_version("东河村", "东河村改")
        );
        assert!(!is_version("东河村", "西河村") && !is_version("东河", "东河村"));
    }
}
