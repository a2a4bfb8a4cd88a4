//! Forms as LibreOffice writes them: our own workbooks, converted.
//!
//! A conversion is kept in the target folder for as long as the form and the code that writes it stay as they are:
//! LibreOffice takes longer than all else together.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::{fs, iter};

use sha2::{Digest as _, Sha256};

use crate::form::Form;
use crate::program::tool_works;

/// Keeps the values that are stored beside formulas, whoever says that they wrote them; draws no thumbnails.
const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="ODFRecalcMode" oor:op="fuse"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Save/Document"><prop oor:name="GenerateThumbnail" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"#;

/// The program's version; nothing where it is not there.
static VERSION: LazyLock<Option<String>> = LazyLock::new(|| {
    let output = Command::new("soffice").arg("--version").output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
});

/// Whether LibreOffice is there; a line says so where it is not.
pub fn works() -> bool {
    tool_works("soffice (LibreOffice)", VERSION.is_some())
}

/// Where the converted form lies, named after all that it depends on.
pub fn converted(form: &Form, extension: &str) -> PathBuf {
    let version = VERSION.clone().unwrap_or_default();
    let code = [include_str!("office.rs"), include_str!("../support/sheets/excel.rs")].concat();
    let digest = Sha256::digest(format!("{version}{code}{:?}", form.sheets));
    let name: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus").join(format!("{name}.{extension}"))
}

/// Converts the forms that are not converted yet, in one run with a profile of its own. A form that is not written is
/// found missing later.
pub fn convert(forms: &[&Form], extension: &str, folder: &Path) {
    let folder = folder.join(format!("lo-{extension}"));
    let (profile, written) = (folder.join("profile"), folder.join("written"));
    let mut targets: Vec<(&Form, PathBuf)> = forms.iter().map(|form| (*form, converted(form, extension))).collect();
    targets.retain(|(_, target)| !target.exists());
    if targets.is_empty() {
        return;
    }
    fs::create_dir_all(profile.join("user")).unwrap();
    fs::write(profile.join("user/registrymodifications.xcu"), SETTINGS).unwrap();
    let inputs = targets.iter().map(|(form, _)| {
        let path = folder.join(format!("{}.xlsx", form.number));
        fs::write(&path, form.xlsx()).unwrap();
        path
    });
    let filter = match extension {
        "xlsx" => "xlsx:Calc MS Excel 2007 XML",
        "xls" => "xls:MS Excel 97",
        other => other,
    };
    let output = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--convert-to", filter, "--outdir"])
        .args(iter::once(written.clone()).chain(inputs))
        .output()
        .unwrap();
    assert!(output.status.success(), "soffice: {}", String::from_utf8_lossy(&output.stderr));
    for (form, target) in targets {
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        // Under its name it appears whole: another run may look for it.
        let whole = target.with_extension(format!("{extension}.{}", std::process::id()));
        if fs::copy(written.join(format!("{}.{extension}", form.number)), &whole).is_ok() {
            fs::rename(whole, target).unwrap();
        }
    }
}
