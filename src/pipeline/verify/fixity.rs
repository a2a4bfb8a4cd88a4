//! The tests of the bag itself as lines of the report.

use super::findings::Findings;
use super::register::{self, Test};
use crate::archive::{BagTest, Examination, Tested};
use crate::model::Diagnostic;
use crate::pipeline::document::diagnostic_result;
use crate::reports::ProblemResult;

/// Takes over what the examination of a bag found: each diagnostic stands under the test that it failed.
pub fn tests(examination: &Examination, findings: &mut Findings) {
    for (test, tested) in &examination.tests {
        let line = line_of(*test);
        match tested {
            Tested::Passed(count) => findings.passed(line, looked_at(*test, *count)),
            Tested::Failed(count) => findings.failed(line, format!("{count} 处不对，见下面"), []),
            Tested::NotTested(why) => findings.not_tested(line, why.as_str()),
        }
    }
    if examination.opened.is_none() && !examination.tests.iter().any(|(_, tested)| matches!(tested, Tested::Failed(_)))
    {
        findings.failed(&register::DECLARATION, "打不开，见下面", []);
    }
    for told in &examination.diagnostics {
        findings.told(test_of(told.code.id), std::slice::from_ref(told));
    }
}

impl Findings {
    /// Diagnostics told under a test that failed.
    pub fn told(&mut self, test: &Test, diagnostics: &[Diagnostic]) {
        let told = diagnostics.iter().map(|told| ProblemResult::from_diagnostic(test.id, diagnostic_result(told)));
        self.add_problems(told);
    }
}

/// The test that a problem of the bag belongs to.
fn test_of(code: &str) -> &'static Test {
    match code {
        "F402" | "F404" => &register::COMPLETE,
        "F403" => &register::NOTHING_ADDED,
        "F405" => &register::SHA256,
        "F407" => &register::NAMES,
        "F408" => &register::TAG_FILES,
        _ => &register::DECLARATION,
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
