use std::path::Path;

use super::files;
use crate::archive::ArchivedFile;
use crate::archive::places::{Kind, place};
use crate::pipeline::archive::{ArchiveOptions, Packing, tables};
use crate::pipeline::options::Settings;
use crate::pipeline::{NoProgress, Options, run};
use crate::render::leaks::held_back;

/// The tables and the lists of a sample, with a book for each branch; the profile is the sample's with more behind it.
fn packed(sample: &str, archive: &str) -> Vec<ArchivedFile> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(sample);
    let kept = tempfile::tempdir().unwrap();
    let profile = kept.path().join("jifen.toml");
    let text = std::fs::read_to_string(folder.join("jifen.toml")).unwrap();
    std::fs::write(&profile, format!("{text}\n{archive}")).unwrap();
    let options = Options { paths: vec![folder], profile: Some(profile), ..Options::default() };
    let settings = Settings::new(&options).unwrap();
    let outcome = run(&options, &NoProgress).unwrap();
    let wanted = ArchiveOptions::default();
    let packing = Packing {
        outcome: &outcome,
        given: &crate::pipeline::Options::default(),
        settings: &settings,
        options: &wanted,
    };
    let mut others = tables::files(&packing).unwrap();
    for branch in &outcome.result.branches {
        let path = place(packing.period(), Kind::Books, &format!("{}.xlsx", branch.name));
        others
            .push(ArchivedFile { author: branch.name.clone(), ..ArchivedFile::new(path, "积分册", b"PK".to_vec()) });
    }
    others.push(ArchivedFile::new(place(packing.period(), Kind::Received, "东河 村#1%.xls"), "东河村", Vec::new()));
    others.push(ArchivedFile::new("其他/运行记录.json", "运行记录", b"{}".to_vec()));
    let lists = files(&packing, &others).unwrap();
    assert_eq!(lists, files(&packing, &others).unwrap(), "the same bytes each time");
    others.extend(lists);
    // What this looks like: JIFEN_SHOW=/tmp/somewhere cargo test --lib catalogue.
    if let Some(shown) = std::env::var_os("JIFEN_SHOW") {
        for file in &others {
            let path = Path::new(&shown).join(sample).join(&file.path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, &file.bytes).unwrap();
        }
    }
    others
}

fn text_of<'f>(files: &'f [ArchivedFile], path: &str) -> &'f str {
    std::str::from_utf8(&files.iter().find(|file| file.path == path).unwrap().bytes).unwrap()
}

#[test]
fn the_lists_name_every_record() {
    let archive = "[archive]\nfonds = '0123'\nnumber = '{全宗号}-WS·{年度}-{保管期限}-{序号:4}'\nretention = '定期30年'\n\
                   responsible = '中共清河镇委员会'\nkept_by = '清河镇档案室'\ncontact = '电话：13800000000'\n";
    let files = packed("清河镇", archive);
    let xml = text_of(&files, "文件目录.XML");
    let records = files.iter().filter(|file| file.path.starts_with("电子档案/")).count();
    assert_eq!(xml.matches("<文件>").count(), records);
    assert!(xml.contains("<档号>0123-WS·2025-D30-0001</档号>"), "{xml}");
    assert!(xml.contains("<责任者>中共清河镇委员会</责任者>") && xml.contains("<日期>20251231</日期>"), "{xml}");
    assert!(
        xml.contains("<日期></日期><密级>无</密级><电子档案名称>电子档案/2025/收到的材料/东河 村#1%.xls<"),
        "{xml}"
    );
    let about = text_of(&files, "说明文件.TXT");
    for words in
        ["保管单位：清河镇档案室", "载体编号：（没有写）", "SHA-256", "sha256sum -c", ".xls（1 个）", "138****"]
    {
        assert!(about.contains(words), "{words}\n{about}");
    }
    assert!(about.lines().count() > 30 && about.matches('\n').count() == about.matches("\r\n").count());
    let page = text_of(&files, "index.html");
    assert!(page.contains("href=\"%E7%94%B5") && !page.contains("<script") && !page.contains("http://"), "{page}");
    assert!(page.contains("%E4%B8%9C%E6%B2%B3%20%E6%9D%91%231%25.xls"));
    let members: usize = page.matches(">积分册</a>").count();
    assert!(members > 200, "{members}");
    for file in files.iter().filter(|file| file.bytes != b"PK" && !file.path.ends_with(".xls")) {
        assert!(held_back(&file.path, &file.bytes).is_none(), "{}", file.path);
    }
}

#[test]
fn a_package_without_a_section_says_what_is_missing() {
    let files = packed("柳林乡", "");
    assert!(text_of(&files, "文件目录.XML").contains("<档号></档号>"));
    assert!(text_of(&files, "说明文件.TXT").contains("没有编档号"));
}
