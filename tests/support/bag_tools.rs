//! A bag as a forger would make it whole again: all its manifests written anew after a file was changed.
#![allow(clippy::unwrap_used, dead_code, reason = "a test stops where it fails, and uses a part of it")]

use std::fs;
use std::path::Path;

use jifen::archive::Digests;

use super::folders::{Files, files_below};

/// Writes all manifests, the list of SM3 digests and Payload-Oxum anew, so that they fit what is there.
pub fn seal(bag: &Path) {
    let payload = files_below(&bag.join("data"));
    let octets: usize = payload.values().map(Vec::len).sum();
    let info = fs::read_to_string(bag.join("bag-info.txt")).unwrap();
    let oxum = format!("Payload-Oxum: {octets}.{}", payload.len());
    let info: String = info
        .lines()
        .map(|line| if line.starts_with("Payload-Oxum:") { oxum.as_str() } else { line })
        .fold(String::new(), |text, line| text + line + "\n");
    fs::write(bag.join("bag-info.txt"), info).unwrap();
    let list = |files: &Files, before: &str, digest: fn(&Digests) -> &str| -> String {
        let escaped = |path: &str| path.replace('%', "%25").replace('\n', "%0A").replace('\r', "%0D");
        files
            .iter()
            .map(|(path, bytes)| format!("{}  {before}{}\n", digest(&Digests::of(bytes)), escaped(path)))
            .collect()
    };
    fs::write(bag.join("manifest-sha256.txt"), list(&payload, "data/", |it| &it.sha256)).unwrap();
    fs::write(bag.join("manifest-sha512.txt"), list(&payload, "data/", |it| &it.sha512)).unwrap();
    fs::write(bag.join("digests-sm3.txt"), list(&payload, "data/", |it| &it.sm3)).unwrap();
    let mut tags = files_below(bag);
    tags.retain(|path, _| !path.starts_with("data/") && !path.starts_with("tagmanifest-"));
    fs::write(bag.join("tagmanifest-sha256.txt"), list(&tags, "", |it| &it.sha256)).unwrap();
    fs::write(bag.join("tagmanifest-sha512.txt"), list(&tags, "", |it| &it.sha512)).unwrap();
}
