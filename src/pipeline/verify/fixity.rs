//! The tests of the bag itself as lines of the report.

use super::findings::Findings;
use super::register::{self, Test};
use crate::archive::{BagTest, Examination, Tested};
use crate::model::Diagnostic;
use crate::pipeline::document::diagnostic_result;
use crate::reports::ProblemResult;

/// Takes over what the examination of a bag found. Its diagnostics stand as they are, under the first test that failed.
pub fn tests(examination: &Examination, findings: &mut Findings) {
    for (test, tested) in &examination.tests {
        let line = line_of(*test);
        match tested {
            Tested::Passed(count) => findings.passed(line, looked_at(*test, *count)),
            Tested::Failed(count) => findings.failed(line, format!("{count} 处不对，见下面"), []),
            Tested::NotTested(why) => findings.not_tested(line, why.as_str()),
        }
    }
    let failed = examination.tests.iter().find(|(_, tested)| matches!(tested, Tested::Failed(_)));
    let first = failed.map_or(&register::DECLARATION, |(test, _)| line_of(*test));
    if failed.is_none() && examination.opened.is_none() {
        findings.failed(first, "打不开，见下面", []);
    }
    findings.told(first, &examination.diagnostics);
}

impl Findings {
    /// Diagnostics told under a test that failed.
    pub fn told(&mut self, test: &Test, diagnostics: &[Diagnostic]) {
        let told = diagnostics.iter().map(|told| ProblemResult::from_diagnostic(test.id, diagnostic_result(told)));
        self.add_problems(told);
    }
}

const fn line_of(test: BagTest) -> &'static Test {
    match test {
        BagTest::Declaration => &register::DECLARATION,
        BagTest::Names => &register::NAMES,
        BagTest::TagFiles => &register::TAG_FILES,
        BagTest::Oxum => &register::OXUM,
        BagTest::Complete => &register::COMPLETE,
        BagTest::NothingAdded => &register::NOTHING_ADDED,
        BagTest::Sha256 => &register::SHA256,
        BagTest::Sha512 => &register::SHA512,
        BagTest::Sm3 => &register::SM3,
    }
}

fn looked_at(test: BagTest, count: usize) -> String {
    match test {
        BagTest::Declaration => "BagIt 档案包，编码 UTF-8".to_owned(),
        BagTest::Names => format!("{count} 个文件名，没有链接，没有指到包外的"),
        BagTest::TagFiles => format!("{count} 个清单、说明文件，与各自的摘要一致"),
        BagTest::Oxum => "与 bag-info.txt 写的一致".to_owned(),
        BagTest::Complete => format!("清单上的 {count} 个文件都在"),
        BagTest::NothingAdded => format!("{count} 个文件都在清单上"),
        BagTest::Sha256 | BagTest::Sha512 | BagTest::Sm3 => format!("{count} 个文件，与清单一致"),
    }
}
