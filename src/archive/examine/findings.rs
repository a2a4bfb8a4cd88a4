//! What the tests found, as it comes together.

use std::collections::BTreeMap;

use super::{BagTest, Tested};
use crate::model::Diagnostic;

/// Every test in the order of the report.
const ORDER: [BagTest; 9] = [
    BagTest::Declaration,
    BagTest::Names,
    BagTest::TagFiles,
    BagTest::Oxum,
    BagTest::Complete,
    BagTest::NothingAdded,
    BagTest::Sha256,
    BagTest::Sha512,
    BagTest::Sm3,
];

/// What was looked at, what was wrong, what could not be looked at.
#[derive(Default)]
pub(super) struct Findings {
    looked: BTreeMap<BagTest, usize>,
    wrong: BTreeMap<BagTest, usize>,
    untested: BTreeMap<BagTest, String>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Findings {
    /// So many things were looked at.
    pub(super) fn looked(&mut self, test: BagTest, count: usize) {
        *self.looked.entry(test).or_default() += count;
    }

    /// Something is wrong.
    pub(super) fn wrong(&mut self, test: BagTest, problem: Diagnostic) {
        self.fails(test);
        self.diagnostics.push(problem);
    }

    /// What was told under another test fails this one too.
    pub(super) fn fails(&mut self, test: BagTest) {
        *self.wrong.entry(test).or_default() += 1;
    }

    /// Told, though nothing is wrong.
    pub(super) fn remark(&mut self, problem: Diagnostic) {
        self.diagnostics.push(problem);
    }

    /// A test that cannot be made, in words that follow 「没有检测：」; the first reason stands.
    pub(super) fn untested(&mut self, test: BagTest, why: &str) {
        self.untested.entry(test).or_insert_with(|| why.to_owned());
    }

    /// The same for every test of which nothing is known yet.
    pub(super) fn nothing_else(&mut self, why: &str) {
        for test in ORDER {
            if !self.looked.contains_key(&test) {
                self.untested(test, why);
            }
        }
    }

    /// Whether this test has failed.
    pub(super) fn has_failed(&self, test: BagTest) -> bool {
        self.wrong.contains_key(&test)
    }

    /// Whether any test has failed.
    pub(super) fn any_wrong(&self) -> bool {
        !self.wrong.is_empty()
    }

    /// Every test once.
    pub(super) fn tests(&self) -> Vec<(BagTest, Tested)> {
        let of = |test: BagTest| match (self.wrong.get(&test), self.untested.get(&test)) {
            (Some(count), _) => Tested::Failed(*count),
            (None, Some(why)) => Tested::NotTested(why.clone()),
            (None, None) => Tested::Passed(self.looked.get(&test).copied().unwrap_or_default()),
        };
        ORDER.into_iter().map(|test| (test, of(test))).collect()
    }
}
