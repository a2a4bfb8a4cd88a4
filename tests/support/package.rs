//! Packages in tests: taken apart, put together, compared part by part, read with a strict parser.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// The parts of a package by name, in the order of the archive.
pub fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut entry = archive.by_index(index).unwrap();
            let mut content = Vec::new();
            entry.read_to_end(&mut content).unwrap();
            (entry.name().unwrap().into_owned(), content)
        })
        .collect()
}

/// One part as text.
pub fn part(bytes: &[u8], name: &str) -> String {
    let found = parts(bytes).into_iter().find(|(it, _)| it == name);
    String::from_utf8(found.unwrap_or_else(|| panic!("no part {name}")).1).unwrap()
}

/// A package of these parts.
pub fn pack(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    pack_as(parts, CompressionMethod::Deflated)
}

/// A package of these parts, stored or deflated.
pub fn pack_as(parts: &[(String, Vec<u8>)], method: CompressionMethod) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        out.start_file(name.as_str(), SimpleFileOptions::default().compression_method(method)).unwrap();
        out.write_all(content).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// A package as a program writes it that cannot seek: sizes follow the data.
pub fn pack_streamed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut out = ZipWriter::new_stream(Vec::new());
    for (name, content) in parts {
        out.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        out.write_all(content).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// A package with the wide size fields that are meant for entries above 4 GB.
pub fn pack_wide(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        out.start_file(name.as_str(), SimpleFileOptions::default().large_file(true)).unwrap();
        out.write_all(content).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// A package as Excel writes it: room to grow behind the local names, flags of the compression, no Unix modes.
pub fn pack_like_excel(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    let short = |number: usize| u16::try_from(number).unwrap().to_le_bytes();
    let long = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
    for (name, content) in parts {
        let start = out.len();
        let crc = content.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ if crc & 1 == 1 { 0xEDB8_8320 } else { 0 })
        });
        let mut common = [short(20), short(6), short(0), short(0), short(0x21)].concat();
        common.extend([(!crc).to_le_bytes(), long(content.len()), long(content.len())].concat());
        common.extend(short(name.len()));
        let growth = [&[0x20, 0xA2, 0x20, 0, 0x28, 0xA2, 0x1C, 0][..], &[0; 28]].concat();
        out.extend([&b"PK\x03\x04"[..], &common, &short(growth.len()), name.as_bytes(), &growth, content].concat());
        directory.extend([&b"PK\x01\x02"[..], &short(45), &common, &[0; 12], &long(start), name.as_bytes()].concat());
    }
    let start = out.len();
    let count = [short(parts.len()), short(parts.len())].concat();
    out.extend_from_slice(&directory);
    out.extend([&b"PK\x05\x06\0\0\0\0"[..], &count, &long(directory.len()), &long(start), &[0, 0]].concat());
    out
}

/// The package with one part's text changed; the text must change.
pub fn edited(bytes: &[u8], name: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut all = parts(bytes);
    let (_, content) = all.iter_mut().find(|(it, _)| it == name).unwrap_or_else(|| panic!("no part {name}"));
    let old = String::from_utf8(content.clone()).unwrap();
    let new = change(&old);
    assert_ne!(old, new, "the edit of {name} found nothing to change");
    *content = new.into_bytes();
    pack(&all)
}

/// The package with further parts.
pub fn with_parts(bytes: &[u8], more: &[(&str, &[u8])]) -> Vec<u8> {
    let mut all = parts(bytes);
    all.extend(more.iter().map(|(name, content)| ((*name).to_owned(), content.to_vec())));
    pack(&all)
}

/// Names of the parts that differ, are new or are gone.
pub fn differing(before: &[u8], after: &[u8]) -> Vec<String> {
    let before: BTreeMap<_, _> = parts(before).into_iter().collect();
    let after: BTreeMap<_, _> = parts(after).into_iter().collect();
    let names = before.keys().chain(after.keys().filter(|name| !before.contains_key(*name)));
    let mut names: Vec<String> = names.filter(|name| before.get(*name) != after.get(*name)).cloned().collect();
    names.sort();
    names
}

/// Asserts that all XML parts are well-formed for a parser that compares end tags with their start tags.
pub fn assert_well_formed(bytes: &[u8]) {
    for (name, content) in parts(bytes) {
        if !(name.ends_with(".xml") || name.ends_with(".rels")) {
            continue;
        }
        let text = String::from_utf8(content).unwrap_or_else(|_| panic!("{name} is not UTF-8"));
        let mut reader = Reader::from_str(&text);
        reader.config_mut().enable_all_checks(true);
        let (mut depth, mut roots) = (0_i32, 0);
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}\n{text}")) {
                Event::Start(tag) => {
                    roots += i32::from(depth == 0);
                    depth += 1;
                    check_attributes(&name, &tag);
                }
                Event::Empty(tag) => {
                    roots += i32::from(depth == 0);
                    check_attributes(&name, &tag);
                }
                Event::End(_) => depth -= 1,
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!((depth, roots), (0, 1), "{name}");
    }
}

fn check_attributes(name: &str, tag: &quick_xml::events::BytesStart<'_>) {
    let mut seen = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.unwrap_or_else(|error| panic!("{name}: {error} in {tag:?}"));
        assert!(!seen.contains(&attribute.key), "{name}: twice {:?}", attribute.key);
        seen.push(attribute.key);
    }
}

/// Asserts what programs hold against a package: content types and relationships that lead to missing parts,
/// cells out of order, counts that are wrong, styles out of range, sheet names or ids that occur twice.
pub fn assert_consistent(bytes: &[u8]) {
    assert_well_formed(bytes);
    let all = parts(bytes);
    let has = |name: &str| all.iter().any(|(it, _)| it == name.trim_start_matches('/'));
    for (name, tag) in tags(&part(bytes, "[Content_Types].xml")) {
        if name == "Override" {
            assert!(has(&tag["PartName"]), "{tag:?}");
        }
    }
    assert_links_lead_somewhere(&all);
    for (name, content) in all.iter().filter(|(name, _)| name.contains("omments") && !name.contains("hreaded")) {
        texts_of_notes(std::str::from_utf8(content).unwrap_or_else(|_| panic!("{name} is not UTF-8")));
    }
    let workbook = all.iter().find(|(name, _)| name.ends_with("workbook.xml")).unwrap();
    let workbook = String::from_utf8(workbook.1.clone()).unwrap();
    let sheets: Vec<_> = tags(&workbook).into_iter().filter(|(name, _)| name == "sheet").map(|(_, tag)| tag).collect();
    for key in ["name", "sheetId", "r:id"] {
        let mut values: Vec<_> = sheets.iter().filter_map(|sheet| sheet.get(key)).collect();
        values.sort();
        let count = values.len();
        values.dedup();
        assert_eq!(values.len(), count, "{key}");
    }
    let Some((_, styles)) = all.iter().find(|(name, _)| name.ends_with("styles.xml")) else { return };
    let styles = String::from_utf8(styles.clone()).unwrap();
    let formats = counted(&styles, "cellXfs", "xf");
    for (list, item) in [("fills", "fill"), ("fonts", "font"), ("borders", "border")] {
        counted(&styles, list, item);
    }
    for (name, content) in all.iter().filter(|(name, _)| name.contains("worksheets/") && name.ends_with(".xml")) {
        let (mut row, mut col) = (0, 0);
        for (tag, attributes) in tags(std::str::from_utf8(content).unwrap()) {
            if tag == "row" {
                let number = attributes.get("r").map_or(row + 1, |number| number.parse::<u32>().unwrap());
                assert!(number > row, "{name}: row {number} after {row}");
                (row, col) = (number, 0);
            } else if tag == "c" {
                let at = attributes.get("r").map(|at| jifen::model::CellRef::parse(at).unwrap());
                let number = at.map_or(col + 1, |at| at.col + 1);
                assert!(number > col && at.is_none_or(|at| at.row + 1 == row), "{name}: {at:?} in {row} after {col}");
                col = number;
                let style: usize = attributes.get("s").map_or(0, |style| style.parse().unwrap());
                assert!(style < formats.max(1), "{name}: style {style} of {formats}");
            }
        }
    }
}

/// Relationships lead to parts that there are, and their ids are each used once; a sheet's drawing of notes is one.
fn assert_links_lead_somewhere(all: &[(String, Vec<u8>)]) {
    for (name, content) in all.iter().filter(|(name, _)| name.ends_with(".rels")) {
        let (folder, file) = name.split_once("_rels/").unwrap();
        let source = format!("{folder}{}", file.trim_end_matches(".rels"));
        let mut ids = BTreeMap::new();
        for (_, link) in
            tags(std::str::from_utf8(content).unwrap()).into_iter().filter(|(name, _)| name == "Relationship")
        {
            if link.get("TargetMode").is_none_or(|mode| mode != "External") {
                let target = link["Target"].as_str();
                let (base, target) = match target.strip_prefix('/') {
                    Some(target) => (String::new(), target.to_owned()),
                    None => (folder.to_owned(), target.to_owned()),
                };
                let mut steps: Vec<&str> = Vec::new();
                for step in base.split('/').chain(target.split('/')).filter(|step| !step.is_empty() && *step != ".") {
                    if step == ".." {
                        let _ = steps.pop();
                    } else {
                        steps.push(step);
                    }
                }
                let target = steps.join("/");
                assert!(all.iter().any(|(name, _)| *name == target), "{name}: {link:?}");
            }
            assert!(ids.insert(link["Id"].clone(), link["Type"].clone()).is_none(), "{name}: {link:?} twice");
        }
        let Some((_, sheet)) = all.iter().find(|(name, _)| *name == source) else { continue };
        if !source.contains("worksheets/") {
            continue;
        }
        for (name, tag) in tags(std::str::from_utf8(sheet).unwrap()) {
            if name == "legacyDrawing" {
                let id = tag.iter().find(|(name, _)| name.ends_with(":id")).unwrap().1;
                assert!(ids[id].ends_with("/vmlDrawing"), "{source}: {id}");
            }
        }
    }
}

/// The texts of the notes in a part, by their cell; two notes on one cell are what Excel calls a damage.
pub fn texts_of_notes(text: &str) -> BTreeMap<String, String> {
    let mut reader = Reader::from_str(text);
    let (mut found, mut at, mut inside) = (BTreeMap::new(), String::new(), false);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) if tag.local_name().as_ref() == "comment" => {
                at = tag.try_get_attribute("ref").unwrap().unwrap().value.into_owned();
                assert!(found.insert(at.clone(), String::new()).is_none(), "two notes on {at}");
            }
            Event::Start(tag) => inside = tag.local_name().as_ref() == "t",
            Event::End(_) => inside = false,
            Event::Text(words) if inside => found.get_mut(&at).unwrap().push_str(&words),
            Event::GeneralRef(name) if inside => {
                let letter = match &*name {
                    "lt" => '<',
                    "gt" => '>',
                    "amp" => '&',
                    "quot" => '"',
                    "apos" => '\'',
                    _ => name.resolve_char_ref().unwrap().unwrap(),
                };
                found.get_mut(&at).unwrap().push(letter);
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

fn counted(styles: &str, list: &str, item: &str) -> usize {
    let (mut inside, mut depth, mut items, mut stated) = (false, 0, 0, None);
    let mut reader = Reader::from_str(styles);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => {
                if inside {
                    items += usize::from(depth == 0 && tag.local_name().as_ref() == item);
                    depth += 1;
                } else if tag.local_name().as_ref() == list {
                    inside = true;
                    stated = tag.try_get_attribute("count").unwrap().map(|it| it.value.parse::<usize>().unwrap());
                }
            }
            Event::Empty(tag) if inside => items += usize::from(depth == 0 && tag.local_name().as_ref() == item),
            Event::End(tag) if inside && depth == 0 && tag.local_name().as_ref() == list => break,
            Event::End(_) if inside => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(stated.is_none_or(|stated| stated == items), "{list}: {stated:?} stated, {items} there");
    items
}

/// All start tags with their local name and their attributes.
pub fn tags(text: &str) -> Vec<(String, BTreeMap<String, String>)> {
    let mut reader = Reader::from_str(text);
    let mut found = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) | Event::Empty(tag) => {
                let attributes = tag.attributes().map(Result::unwrap);
                let attributes = attributes
                    .map(|it| (it.key.0.to_owned(), quick_xml::escape::unescape(&it.value).unwrap().into_owned()));
                found.push((tag.local_name().as_ref().to_owned(), attributes.collect()));
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}
