using System.Text;
using LinkageService.Features.Payments.Files;
using LinkageService.Tests.Tables;

namespace LinkageService.Tests.Features.Payments.Files;

/// <summary>pain.002, camt.053 and camt.054 as banks send them.</summary>
public class IsoResultsTests
{
    public const string StatusReport = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
          <GrpHdr><MsgId>B1</MsgId><CreDtTm>2026-01-27T08:00:00+08:00</CreDtTm></GrpHdr>
          <OrgnlGrpInfAndSts><OrgnlMsgId>LS-1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>PART</GrpSts>
          </OrgnlGrpInfAndSts>
          <OrgnlPmtInfAndSts><OrgnlPmtInfId>LS-1</OrgnlPmtInfId>
            <TxInfAndSts><OrgnlEndToEndId>3f9c1a7e-0001-1</OrgnlEndToEndId><TxSts>ACSC</TxSts>
              <OrgnlTxRef><Amt><InstdAmt Ccy="CNY">87.55</InstdAmt></Amt><Cdtr><Pty><Nm>农户0001</Nm></Pty></Cdtr>
                <CdtrAcct><Id><Othr><Id>6217000000000000012</Id></Othr></Id></CdtrAcct></OrgnlTxRef></TxInfAndSts>
            <TxInfAndSts><OrgnlEndToEndId>3f9c1a7e-0002-1</OrgnlEndToEndId><TxSts>RJCT</TxSts>
              <StsRsnInf><Rsn><Cd>AC06</Cd></Rsn><AddtlInf>久悬户</AddtlInf></StsRsnInf></TxInfAndSts>
            <TxInfAndSts><OrgnlEndToEndId>3f9c1a7e-0003-1</OrgnlEndToEndId><TxSts>RJCT</TxSts>
              <StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf></TxInfAndSts>
            <TxInfAndSts><OrgnlEndToEndId>3f9c1a7e-0004-1</OrgnlEndToEndId><TxSts>ACSP</TxSts></TxInfAndSts>
            <TxInfAndSts><OrgnlEndToEndId>3f9c1a7e-0005-1</OrgnlEndToEndId></TxInfAndSts>
            <TxInfAndSts><OrgnlEndToEndId>NOTPROVIDED</OrgnlEndToEndId><TxSts>ACSC</TxSts></TxInfAndSts>
            <TxInfAndSts><OrgnlEndToEndId>3f9c1a7e-0006-1</OrgnlEndToEndId><TxSts>ACSC</TxSts>
              <OrgnlTxRef><Amt><InstdAmt Ccy="USD">1</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts>
          </OrgnlPmtInfAndSts>
        </CstmrPmtStsRpt></Document>
        """;

    public const string Statement = """
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>S1</MsgId></GrpHdr><Stmt><Id>1</Id>
          <Ntry><Amt Ccy="CNY">87.55</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-01-27</Dt></BookgDt>
            <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>DMCT</SubFmlyCd></Fmly></Domn></BkTxCd>
            <NtryDtls><TxDtls><Refs><EndToEndId>3f9c1a7e-0001-1</EndToEndId></Refs>
              <RltdPties><Cdtr><Nm>农户0001</Nm></Cdtr><CdtrAcct><Id><Othr><Id>6217000000000000012</Id></Othr></Id></CdtrAcct></RltdPties>
            </TxDtls></NtryDtls></Ntry>
          <Ntry><Amt Ccy="CNY">3.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-01-28</Dt></BookgDt>
            <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>RRTN</SubFmlyCd></Fmly></Domn></BkTxCd>
            <NtryDtls>
              <TxDtls><Refs><EndToEndId>3f9c1a7e-0002-1</EndToEndId></Refs><Amt Ccy="CNY">1.00</Amt>
                <RtrInf><Rsn><Cd>BE01</Cd></Rsn><AddtlInf>户名不符</AddtlInf></RtrInf></TxDtls>
              <TxDtls><Refs><EndToEndId>3f9c1a7e-0003-1</EndToEndId></Refs><AmtDtls><TxAmt><Amt Ccy="CNY">2</Amt></TxAmt></AmtDtls>
                <RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls>
              <TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><Amt Ccy="CNY">9</Amt></TxDtls>
            </NtryDtls></Ntry>
          <Ntry><Amt Ccy="CNY">500</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts></Ntry>
          <Ntry><Amt Ccy="CNY">10</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><NtryDtls><TxDtls><Refs/></TxDtls></NtryDtls></Ntry>
          <Ntry><Amt Ccy="CNY">4</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>PDNG</Sts>
            <NtryDtls><TxDtls><Refs><EndToEndId>3f9c1a7e-0004-1</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>
          <Ntry><Amt Ccy="CNY">5</Amt><CdtDbtInd>CRDT</CdtDbtInd><RvslInd>true</RvslInd><Sts>BOOK</Sts>
            <NtryDtls><TxDtls><Refs><EndToEndId>3f9c1a7e-0005-1</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>
        </Stmt></BkToCstmrStmt></Document>
        """;

    [Fact]
    public async Task StatusReport_EveryStatus_OnlySettledIsPaid()
    {
        var file = await ResultReading.ReadAsync(StatusReport);
        Assert.Equal((PaymentResultForm.StatusReport, "LS-1", null), (file.Form, file.MessageId, file.Whole));
        Assert.Equal(
            "1 3f9c1a7e-0001-1 6217000000000000012 农户0001 8755 Paid 2026-01-27; "
            + "2 3f9c1a7e-0002-1 Returned account_dormant 久悬户 2026-01-27; "
            + "3 3f9c1a7e-0003-1 Returned account_closed AC04 2026-01-27; 4 3f9c1a7e-0004-1 Pending 2026-01-27; "
            + "5 3f9c1a7e-0005-1 Pending 2026-01-27; ?6 TxInfAndSts[6]; ?7 TxInfAndSts[7]",
            ResultReading.Show(file));
    }

    [Theory]
    [InlineData("RCVD")]
    [InlineData("ACTC")]
    [InlineData("ACCP")]
    [InlineData("ACSP")]
    [InlineData("ACWC")]
    [InlineData("ACCC")]
    [InlineData("PDNG")]
    [InlineData("PART")]
    [InlineData("ZZZZ")]
    public async Task StatusReport_WhatIsNotSettled_IsPending(string status)
    {
        var file = await ResultReading.ReadAsync(StatusReport.Replace("<TxSts>ACSC", "<TxSts>" + status, StringComparison.Ordinal));
        Assert.Equal(PaymentOutcome.Pending, file.Rows[0].Outcome);
    }

    [Fact]
    public async Task StatusReport_OfAFileRefusedAsAWhole_SaysSoOfAll()
    {
        var file = await ResultReading.ReadAsync("""
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"><CstmrPmtStsRpt>
            <OrgnlGrpInfAndSts><OrgnlMsgId>LS-1</OrgnlMsgId><GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>AM04</Cd></Rsn></StsRsnInf>
            </OrgnlGrpInfAndSts></CstmrPmtStsRpt></Document>
            """);
        Assert.Empty(file.Rows);
        Assert.Equal((PaymentOutcome.Returned, "payer_funds", "AM04"), (file.Whole!.Outcome, file.Whole.Reason, file.Whole.Words));

        // What is said of the group holds where a payment states nothing.
        var settled = await ResultReading.ReadAsync(StatusReport.Replace("PART", "ACSC", StringComparison.Ordinal));
        Assert.Equal(PaymentOutcome.Paid, settled.Rows[4].Outcome);
        Assert.Null(settled.Whole);
    }

    [Fact]
    public async Task Statement_EveryEntry_PaidReturnedOrPassedOver()
    {
        var file = await ResultReading.ReadAsync(Statement);
        Assert.Equal(PaymentResultForm.Statement, file.Form);
        Assert.Equal(
            "1 3f9c1a7e-0001-1 6217000000000000012 农户0001 8755 Paid 2026-01-27; "
            + "2 3f9c1a7e-0002-1 100 Returned name_mismatch 户名不符 2026-01-28; "
            + "3 3f9c1a7e-0003-1 200 Returned account_closed AC04 2026-01-28; 7 3f9c1a7e-0004-1 400 Pending; "
            + "8 3f9c1a7e-0005-1 500 Returned other; ?4 TxDtls[4]",
            ResultReading.Show(file));
        Assert.Equal(2, file.PassedOver);
        var notice = Statement.Replace("camt.053.001.08", "camt.054.001.02", StringComparison.Ordinal)
            .Replace("BkToCstmrStmt", "BkToCstmrDbtCdtNtfctn", StringComparison.Ordinal)
            .Replace("Stmt>", "Ntfctn>", StringComparison.Ordinal);
        Assert.Equal(ResultReading.Show(file), ResultReading.Show(await ResultReading.ReadAsync(notice)));
    }

    [Fact]
    public async Task Messages_InGbkUtf16OrAnEnvelope_AreReadAlike()
    {
        var shown = ResultReading.Show(await ResultReading.ReadAsync(StatusReport));
        Assert.Equal(shown, ResultReading.Show(await ResultReading.ReadAsync(
            TableFiles.Gb18030.GetBytes(StatusReport.Replace("UTF-8", "GBK", StringComparison.Ordinal)))));
        var wide = StatusReport.Replace("UTF-8", "UTF-16", StringComparison.Ordinal);
        Assert.Equal(shown, ResultReading.Show(await ResultReading.ReadAsync(
            [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(wide)])));
        var start = StatusReport.IndexOf("<Document", StringComparison.Ordinal);
        Assert.Equal(shown, ResultReading.Show(await ResultReading.ReadAsync(
            "<Envelope><AppHdr xmlns=\"urn:iso:std:iso:20022:tech:xsd:head.001.001.02\"><Fr/></AppHdr>" + StatusReport[start..]
            + "</Envelope>")));
        Assert.Equal("a & b", (await ResultReading.ReadAsync(
            StatusReport.Replace("久悬户", "a &amp; b", StringComparison.Ordinal))).Rows[1].Words);
    }

    [Theory]
    [InlineData("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><a>", "malformed_xml")]
    [InlineData(
        "<!DOCTYPE a [<!ENTITY x \"y\">]><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\">&x;</Document>",
        "malformed_xml")]
    [InlineData("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\"/>", "invalid_value")]
    [InlineData("<a xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\"/>", "invalid_value")]
    public async Task Messages_ThatAreNone_AreRefused(string xml, string code) => Assert.Equal(code, await ResultReading.RefusedAsync(xml));

    [Fact]
    public async Task Messages_NestedWithoutEnd_AreRefused()
    {
        var deep = string.Concat(Enumerable.Repeat("<x>", 200_000)) + string.Concat(Enumerable.Repeat("</x>", 200_000));
        const string start = "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\">";
        Assert.Equal("malformed_xml", await ResultReading.RefusedAsync(start + deep + "</Document>"));
        Assert.Equal("malformed_xml", await ResultReading.RefusedAsync(
            $"{start}<TxInfAndSts><OrgnlEndToEndId>{deep}</OrgnlEndToEndId><TxSts>ACSC</TxSts></TxInfAndSts></Document>"));
    }
}
