//! The container of Office before 2007 (OLE), written plainly: one sector behind another.
#![allow(clippy::unwrap_used, dead_code, reason = "a test stops where it fails, and uses a part of it")]

const MAGIC: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
const SMALL: usize = 4096;
const ENTRY: usize = 128;
const IN_HEADER: usize = 109;

/// A container with these streams at the top, each padded so that it stands in whole sectors.
pub fn container(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let put = |bytes: &mut [u8], at: usize, number: u32| bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
    let sectors = |bytes: &[u8]| bytes.len().max(SMALL).div_ceil(512);
    let total: usize = streams.iter().map(|(_, bytes)| sectors(bytes)).sum();
    let directory = (streams.len() + 1).div_ceil(4);
    let tables = (total + directory).div_ceil(127);
    let number = |count: usize| u32::try_from(count).unwrap();
    let (mut header, mut next, mut data) = (vec![0; 512], Vec::new(), Vec::new());
    header[..8].copy_from_slice(MAGIC);
    header[24..34].copy_from_slice(&[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    put(&mut header, 44, number(tables));
    put(&mut header, 48, number(tables));
    put(&mut header, 56, 4096);
    for at in [60, 68] {
        put(&mut header, at, 0xFFFF_FFFE);
    }
    (0..IN_HEADER).for_each(|i| put(&mut header, 76 + 4 * i, if i < tables { number(i) } else { u32::MAX }));
    next.resize(tables, 0xFFFF_FFFD);
    let mut entries = vec![entry("Root Entry", 5, u32::MAX, 1, 0xFFFF_FFFE, 0)];
    let chain = |next: &mut Vec<u32>, count: usize| {
        let first = next.len();
        next.extend((first + 1..first + count).map(number));
        next.push(0xFFFF_FFFE);
        number(first)
    };
    chain(&mut next, directory);
    for (i, (name, bytes)) in streams.iter().enumerate() {
        let start = chain(&mut next, sectors(bytes));
        let right = if i + 1 < streams.len() { number(i + 2) } else { u32::MAX };
        entries.push(entry(name, 2, right, u32::MAX, start, number(bytes.len().max(SMALL))));
        data.extend_from_slice(bytes);
        data.resize(data.len() + sectors(bytes) * 512 - bytes.len(), 0);
    }
    next.resize(tables * 128, u32::MAX);
    let mut directory_bytes = entries.concat();
    directory_bytes.resize(directory * 512, 0);
    [header, next.iter().flat_map(|n| n.to_le_bytes()).collect(), directory_bytes, data].concat()
}

fn entry(name: &str, kind: u8, right: u32, child: u32, start: u32, size: u32) -> Vec<u8> {
    let mut bytes: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = u16::try_from(bytes.len() + 2).unwrap();
    bytes.resize(64, 0);
    bytes.extend(length.to_le_bytes());
    bytes.extend([kind, 1]);
    for number in [u32::MAX, right, child] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.resize(116, 0);
    bytes.extend(start.to_le_bytes());
    bytes.extend(size.to_le_bytes());
    bytes.resize(ENTRY, 0);
    bytes
}
