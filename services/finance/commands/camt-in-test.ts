interface Entry {
  amount: string;
  side: 'CRDT' | 'DBIT';
  day: string;
  reference: string;
  party: string;
}

/** An entry of a CAMT.053 document as Chinese banks write it. */
export function camtEntry({ amount, side, day, reference, party }: Entry): string {
  const who = side === 'CRDT' ? 'Dbtr' : 'Cdtr';
  return `<Ntry><NtryRef>${reference}-N</NtryRef><Amt Ccy="CNY">${amount}</Amt><CdtDbtInd>${side}</CdtDbtInd>
    <Sts>BOOK</Sts><BookgDt><Dt>${day}</Dt></BookgDt><ValDt><Dt>${day}</Dt></ValDt>
    <AcctSvcrRef>${reference}</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>E2E-${reference}</EndToEndId></Refs>
    <RltdPties><${who}><Nm>${party}</Nm></${who}>
    <${who}Acct><Id><Othr><Id>6222000011112222</Id></Othr></Id></${who}Acct></RltdPties>
    <RmtInf><Ustrd>购房款 &amp; 定金</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
}

/** A CAMT.053 document of one statement. */
export function camt(given: { version?: string; opening: string; closing: string; entries: string[] }): string {
  const { version = '08', opening, closing, entries } = given;
  const days = entries.map((entry) => /<BookgDt><Dt>(.*?)</.exec(entry)![1]!).toSorted();
  const balance = (code: string, amount: string) => `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>
    <Amt Ccy="CNY">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${days[0]}</Dt></Dt></Bal>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
    <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}"><BkToCstmrStmt>
    <GrpHdr><MsgId>M1</MsgId></GrpHdr><Stmt><Id>S1</Id>
    <FrToDt><FrDtTm>${days[0]}T00:00:00+08:00</FrDtTm><ToDtTm>${days.at(-1)}T23:59:59+08:00</ToDtTm></FrToDt>
    <Acct><Id><Othr><Id>44001234567890123456</Id></Othr></Id><Ccy>CNY</Ccy></Acct>
    ${balance('OPBD', opening)}${balance('CLBD', closing)}${entries.join('')}</Stmt></BkToCstmrStmt></Document>`;
}
