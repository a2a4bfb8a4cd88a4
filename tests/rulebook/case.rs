//! A case as written: settings, branches with their tables, and what has to come out.

use std::collections::BTreeMap;

use super::tables::{Branch, Table};

/// One case.
#[derive(Debug, Default)]
pub struct Case {
    pub title: String,
    /// 设定.
    pub settings: BTreeMap<String, String>,
    pub branches: Vec<Branch>,
    /// The lines behind →.
    pub expected: Vec<String>,
}

enum Into {
    Nothing,
    Roster,
    Ledger,
    Points,
}

impl Case {
    /// All cases of a file.
    pub fn all(text: &str) -> Vec<Self> {
        let mut cases: Vec<Self> = Vec::new();
        let mut into = Into::Nothing;
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(title) = line.strip_prefix('【') {
                cases.push(Self { title: title.trim_end_matches('】').to_owned(), ..Self::default() });
                into = Into::Nothing;
            } else {
                let case = cases.last_mut().expect("a file begins with a case");
                into = case.read(line, into);
            }
        }
        for case in &mut cases {
            case.branch();
        }
        cases
    }

    fn branch(&mut self) -> &mut Branch {
        if self.branches.is_empty() {
            self.branches.push(Branch { name: "东河村党支部".to_owned(), ..Branch::default() });
        }
        self.branches.last_mut().expect("there is one now")
    }

    fn read(&mut self, line: &str, into: Into) -> Into {
        if let Some(expected) = line.strip_prefix('→') {
            self.expected.push(expected.trim().to_owned());
            return Into::Nothing;
        }
        match line.split_once('：').filter(|_| !line.contains('|')) {
            Some(("设定", settings)) => {
                let pairs = settings.split('；').map(|pair| pair.trim().split_once(' ').unwrap_or((pair.trim(), "")));
                self.settings.extend(pairs.map(|(key, value)| (key.to_owned(), value.trim().to_owned())));
                Into::Nothing
            }
            Some(("支部", name)) => {
                self.branches.push(Branch { name: name.trim().to_owned(), ..Branch::default() });
                Into::Nothing
            }
            Some(("另有", count)) => {
                self.branch().others = count.trim().trim_end_matches('人').trim().parse().expect("人数");
                Into::Nothing
            }
            Some(("花名册", _)) => Into::Roster,
            Some(("登记", _)) => Into::Ledger,
            Some(("得分", _)) => Into::Points,
            _ => {
                let cells: Vec<String> = line.split('|').map(|cell| cell.trim().to_owned()).collect();
                let branch = self.branch();
                match into {
                    Into::Roster => add(&mut branch.roster, cells),
                    Into::Ledger => add(&mut branch.ledger, cells),
                    Into::Points => add(&mut branch.points, cells),
                    Into::Nothing => panic!("【{}】看不懂：{line}", self.title),
                }
                into
            }
        }
    }
}

/// The first line of a table is its header.
fn add(table: &mut Table, cells: Vec<String>) {
    if table.header.is_empty() { table.header = cells } else { table.rows.push(cells) }
}
