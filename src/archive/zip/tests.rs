//! What is written is unpacked again; hostile zips are refused.

use std::io::Cursor;

use super::*;

const FILES: [(&str, &[u8]); 3] =
    [("data/电子档案/100%.csv", b"1"), ("bagit.txt", b"BagIt-Version: 1.0\n"), ("data/a\nb.txt", b"2")];

fn put(bytes: &[u8]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("包.zip"), bytes).unwrap();
    folder
}

fn refused(bytes: &[u8]) -> String {
    let folder = put(bytes);
    let problems = unpack(&folder.path().join("包.zip"), &folder.path().join("out")).unwrap_err();
    assert!(problems.iter().all(|problem| problem.code.id == "F410"));
    problems.into_iter().map(|problem| problem.message).collect()
}

/// A zip of entries made by hand.
fn made(entries: &[(&str, &[u8], SimpleFileOptions)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes, options) in entries {
        writer.start_file(*name, *options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn plain() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Stored)
}

fn replaced(bytes: &[u8], from: &str, to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut bytes = bytes.to_vec();
    let mut at = 0;
    while let Some(found) = memchr::memmem::find(&bytes[at..], from.as_bytes()) {
        bytes[at + found..at + found + from.len()].copy_from_slice(to);
        at += found + from.len();
    }
    bytes
}

#[test]
fn what_is_written_is_unpacked_again() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("出/清河镇.zip");
    put_new_zip(&target, "清河镇-2025", FILES).unwrap();
    let bag = unpack(&target, &folder.path().join("解")).unwrap();
    assert_eq!(bag, folder.path().join("解/清河镇-2025"));
    for (path, bytes) in FILES {
        assert_eq!(fs::read(bag.join(path)).unwrap(), bytes);
    }
    assert!(matches!(put_new_zip(&target, "x", FILES), Err(FolderError::Exists(_))));
    let mut reversed = FILES;
    reversed.reverse();
    let again = folder.path().join("再.zip");
    put_new_zip(&again, "清河镇-2025", reversed).unwrap();
    assert_eq!(fs::read(&target).unwrap(), fs::read(&again).unwrap());
    assert_eq!(fs::read_dir(target.parent().unwrap()).unwrap().count(), 1, "nothing is left beside it");
    assert!(matches!(put_new_zip(&bag.join("x.zip"), "x", FILES), Err(FolderError::Archive(_))));
}

#[test]
fn what_is_no_bag_or_damaged_is_refused() {
    assert!(refused(b"").contains("不是 zip 文件"));
    assert!(refused(b"Rar!\x1a\x07\x00").contains("不是 zip 文件"));
    let whole = made(&[("a/bagit.txt", b"x", plain()), ("a/data/y", &[7; 5000], plain())]);
    assert!(refused(&whole[..whole.len() / 2]).contains("不完整"));
    let mut flipped = whole;
    flipped[2000] ^= 1;
    assert!(refused(&flipped).contains("解不开：已损坏"));
    assert!(refused(&made(&[("a/x", b"x", plain())])).contains("bagit.txt"));
    assert!(refused(&made(&[("a/bagit.txt", b"x", plain()), ("b/x", b"x", plain())])).contains("bagit.txt"));
    let at_top = put(&made(&[("bagit.txt", b"x", plain()), ("data/x", b"x", plain())]));
    let into = at_top.path().join("out");
    assert_eq!(unpack(&at_top.path().join("包.zip"), &into).unwrap(), into);
}

#[test]
fn hostile_names_are_refused() {
    let bag = |name: &str| made(&[("a/bagit.txt", b"x", plain()), (name, b"y", plain())]);
    for (name, told) in [("a/../../x", "「..」"), ("/etc/x", "包以外"), ("C:/x", "盘符"), ("a//x", "不规整")]
    {
        assert!(refused(&bag(name)).contains(told), "{name}: {}", refused(&bag(name)));
    }
    let backslash = replaced(&bag("a/data/x"), "a/data/x", b"a\\..\\..x");
    assert!(refused(&backslash).contains("反斜杠"), "{}", refused(&backslash));
    let twice = replaced(
        &made(&[("a/bagit.txt", b"x", plain()), ("a/x", b"1", plain()), ("a/y", b"2", plain())]),
        "a/y",
        b"a/x",
    );
    assert!(!refused(&twice).is_empty());
    let gbk = replaced(&bag("a/data/dong.x"), "dong", &encoding_rs::GBK.encode("东河").0);
    assert!(refused(&gbk).contains("不是 UTF-8 编码"), "{}", refused(&gbk));
    let mut linked = ZipWriter::new(Cursor::new(Vec::new()));
    linked.start_file("a/bagit.txt", plain()).unwrap();
    linked.add_symlink("a/data", "/etc", plain()).unwrap();
    assert!(refused(&linked.finish().unwrap().into_inner()).contains("链接"));
}

#[test]
fn what_grows_beyond_reason_is_refused() {
    let deflated = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let bomb = made(&[("a/bagit.txt", b"x", plain()), ("a/data/x", &vec![0; 30_000_000], deflated)]);
    assert!(refused(&bomb).contains("400 倍"), "{}", refused(&bomb));
    let mut many = made(&[("a/bagit.txt", b"x", plain())]);
    // The record at the end says that there are more than the file holds.
    let at = memchr::memmem::rfind(&many, b"PK\x05\x06").unwrap();
    many[at + 8..at + 12].copy_from_slice(&[0xff; 4]);
    many.splice(
        at..at,
        [b"PK\x06\x06".to_vec(), vec![0; 28], 200_000_u64.to_le_bytes().to_vec(), vec![0; 16]].concat(),
    );
    assert!(refused(&many).contains("100000 个以上"), "{}", refused(&many));
}

#[cfg(unix)]
#[test]
fn a_zip_is_for_those_for_whom_any_new_file_is() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    put_new_zip(&at("包.zip"), "包", [("a", &b"a"[..])]).unwrap();
    File::create(at("b")).unwrap();
    let mode = |name: &str| fs::metadata(at(name)).unwrap().permissions().mode();
    assert_eq!(mode("包.zip"), mode("b"));
}
