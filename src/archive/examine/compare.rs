//! Lists of files against the files that are there.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use super::BagTest;
use super::findings::Findings;
use super::lists::List;
use super::names::are_twins;
use super::present::Present;
use crate::archive::Digests;
use crate::archive::algorithm::Algorithm;
use crate::archive::codes::{ADDED, CHANGED, DISAGREE, MISSING, RENAMED};

/// Digits of a digest that are shown.
const SHOWN: usize = 8;
/// What systems leave behind in folders that were looked at; it never belongs to a bag.
const DEBRIS: [&str; 4] = ["Thumbs.db", "desktop.ini", ".DS_Store", ".jifen-record"];

/// The lists of one half of a bag, its payload or its tag files.
pub(super) struct Lists {
    /// The lists that could be read, each with the test of its digests.
    pub(super) lists: Vec<(Algorithm, &'static str, List, BagTest)>,
    /// The test that fails where a listed file is not there.
    pub(super) complete: BagTest,
    /// The test that fails where a file is not listed.
    pub(super) nothing_added: BagTest,
}

impl Lists {
    /// Holds the files that are there against the lists.
    pub(super) fn compare(&self, present: &Present<'_>, findings: &mut Findings) {
        if self.lists.is_empty() {
            return;
        }
        let Present { digests: present, told } = present;
        let listed: BTreeSet<&str> =
            self.lists.iter().flat_map(|(_, _, list, _)| list.keys().map(String::as_str)).collect();
        self.agree(&listed, findings);
        let missing: Vec<&str> =
            listed.iter().filter(|path| !present.contains_key(**path) && !told.contains(**path)).copied().collect();
        let added: Vec<&str> = present.keys().filter(|path| !listed.contains(**path)).copied().collect();
        findings.looked(self.complete, listed.len());
        if self.complete != self.nothing_added {
            findings.looked(self.nothing_added, present.len());
        }
        let renamed = self.renamed(&missing, &added, present);
        for (from, to) in &renamed {
            let alike = if are_twins(from, to) {
                "（两个名称看上去一样，只是大小写或存储的写法不同）"
            } else {
                ""
            };
            let message = format!("「{from}」改成了「{to}」{alike}：内容没有变，名称不是清单里的。");
            findings.wrong(self.complete, RENAMED.says(message).in_file(&(*from).into()).found(to));
            findings.fails(self.nothing_added);
        }
        for path in missing.into_iter().filter(|path| !renamed.contains_key(path)) {
            let recorded = self
                .recorded(path)
                .map(|(algorithm, digest)| format!("（{} 记的是 {}…）", algorithm.label(), short(digest)));
            let message = format!("少了「{path}」：清单里有它{}，包里没有。", recorded.unwrap_or_default());
            findings.wrong(self.complete, MISSING.says(message).in_file(&path.into()));
        }
        let taken: BTreeSet<&str> = renamed.values().copied().collect();
        for path in added.into_iter().filter(|path| !taken.contains(path)) {
            let digest = present.get(path).map(|digests| short(&digests.sha256)).unwrap_or_default();
            let message = format!("多了「{path}」（SHA-256 是 {digest}…）：清单里没有它，不是归档时装进去的。");
            let problem = ADDED.says(message).in_file(&path.into());
            let name = path.rsplit('/').next().unwrap_or(path);
            let is_debris = DEBRIS.iter().any(|debris| debris.eq_ignore_ascii_case(name));
            let advice = "这是电脑系统自己留下的文件，不是档案内容；删去它以后再核验一遍。";
            findings.wrong(self.nothing_added, if is_debris { problem.advise(advice) } else { problem });
        }
        for (path, digests) in present {
            self.changed(path, digests, findings);
        }
    }

    /// Whether all lists name the same files.
    fn agree(&self, listed: &BTreeSet<&str>, findings: &mut Findings) {
        for (_, name, list, test) in &self.lists {
            findings.looked(*test, if *test == self.complete { 0 } else { list.len() });
            for path in listed.iter().filter(|path| !list.contains_key(**path)) {
                let others = self.lists.iter().find(|(_, _, other, _)| other.contains_key(*path));
                let other = others.map_or("", |(_, other, ..)| other);
                let message = format!("「{name}」没有列出「{path}」，「{other}」列出了它。");
                findings.wrong(*test, DISAGREE.says(message).in_file(&(*name).into()).found(path));
            }
        }
    }

    /// Files that are there under another name: a missing one and an added one of the same content, each used once.
    fn renamed<'a>(
        &self,
        missing: &[&'a str],
        added: &[&'a str],
        present: &BTreeMap<&str, Digests>,
    ) -> BTreeMap<&'a str, &'a str> {
        let mut renamed = BTreeMap::new();
        for (place, (algorithm, _, list, _)) in self.lists.iter().enumerate() {
            if place > 0 && renamed.len() == missing.len() {
                break;
            }
            let taken: BTreeSet<&str> = renamed.values().copied().collect();
            let mut by_digest: HashMap<&str, VecDeque<&str>> = HashMap::new();
            for path in added.iter().filter(|path| !taken.contains(**path)) {
                if let Some(digests) = present.get(path) {
                    by_digest.entry(algorithm.of(digests)).or_default().push_back(path);
                }
            }
            for path in missing {
                if renamed.contains_key(path) {
                    continue;
                }
                let found = list.get(*path).and_then(|digest| by_digest.get_mut(digest.as_str())?.pop_front());
                if let Some(to) = found {
                    renamed.insert(*path, to);
                }
            }
        }
        renamed
    }

    /// The first digest that a list has of a file.
    fn recorded(&self, path: &str) -> Option<(Algorithm, &str)> {
        self.lists.iter().find_map(|(algorithm, _, list, _)| Some((*algorithm, list.get(path)?.as_str())))
    }

    /// Tells of a file that has other digests than the lists; once, whatever the number of lists.
    fn changed(&self, path: &str, digests: &Digests, findings: &mut Findings) {
        let differing = self.lists.iter().filter_map(|(algorithm, _, list, test)| {
            let recorded = list.get(path)?;
            let now = algorithm.of(digests);
            (recorded != now).then_some((*algorithm, recorded, now, *test))
        });
        let differing: Vec<_> = differing.collect();
        let Some((first, recorded, now, test)) = differing.first() else { return };
        let others: Vec<&str> = differing.iter().skip(1).map(|(algorithm, ..)| algorithm.label()).collect();
        let others = if others.is_empty() { String::new() } else { format!("；{} 也对不上", others.join("、")) };
        // All lists but one agree with the file: then it is rather the list that was changed. Nothing is above the lists of
        // the lists, so that there the list is the one that is named.
        let agrees = self.lists.len() > differing.len();
        if let Some((_, list, ..)) = self.lists.iter().find(|(algorithm, ..)| algorithm == first)
            && agrees
            && *test == self.complete
        {
            let message = format!(
                "「{list}」变了：它记的「{path}」的 {} 是 {}…，现在算出 {}…，而另一份清单与这个文件对得上。",
                first.label(),
                short(recorded),
                short(now),
            );
            return findings.wrong(*test, CHANGED.says(message).in_file(&(*list).into()).found(&short(now)));
        }
        let hint = if agrees && others.is_empty() {
            "（别的清单对得上，也可能是这份清单被改过）"
        } else {
            ""
        };
        let message = format!(
            "「{path}」变了：清单里记的 {} 是 {}…，现在算出 {}…{others}{hint}。",
            first.label(),
            short(recorded),
            short(now),
        );
        findings.wrong(*test, CHANGED.says(message).in_file(&path.into()).found(&short(now)));
        let mut failed = BTreeSet::from([*test]);
        for (.., test) in differing.iter().skip(1) {
            if failed.insert(*test) {
                findings.fails(*test);
            }
        }
    }
}

fn short(digest: &str) -> String {
    digest.chars().take(SHOWN).collect()
}
