using System.Text;
using System.Xml.Linq;
using LinkageService.Errors;
using LinkageService.Features.Payments.Files;

namespace LinkageService.Tests.Features.Payments.Files;

/// <summary>ISO 20022 pain.001 as it goes to a bank.</summary>
public class PainMessageTests
{
    private static readonly (PainVersion Version, string Name)[] Versions = [(PainVersion.V03, "03"), (PainVersion.V09, "09")];

    [Fact]
    public void Write_AnyPayments_ValidByTheRulesAndBySchema()
    {
        var random = new Random(TestSeed.Value);
        for (var round = 0; round < 150; round++)
        {
            var batch = Draw(random, 1 + random.Next(40));
            foreach (var (version, name) in Versions)
            {
                var file = PainMessage.Write(batch, version, PainMessage.CategoryPurposes[random.Next(3)], 100_000);
                Assert.True(PainChecks.Faults(file.Content, name) is [], Said(round, PainChecks.Faults(file.Content, name)));
                if (PainChecks.SchemaFaults(file.Content, name) is { } faults)
                {
                    Assert.True(faults is [], Said(round, faults));
                }

                Assert.Equal(batch.Orders.Sum(order => order.AmountFen), file.TotalFen);
            }
        }

        static string Said(int round, IReadOnlyList<string> faults) => $"seed {TestSeed.Value}, round {round}: {string.Join("; ", faults)}";
    }

    [Fact]
    public void Checks_PlantedFaults_AreFound()
    {
        var text = Encoding.UTF8.GetString(
            PainMessage.Write(PaymentSamples.Batch(PaymentSamples.First, PaymentSamples.Second), PainVersion.V09, "DIVI", 10).Content);
        foreach (var (from, to) in new[]
        {
            ("<CtrlSum>12345766.45", "<CtrlSum>12345766.46"), ("<NbOfTxs>2", "<NbOfTxs>3"), (">87.55<", ">87.551<"), (">87.55<", ">0.00<"),
            ("<Dt>2026-01-26</Dt>", "2026-01-26"), ("Ccy=\"CNY\"", "Ccy=\"USD\""), ("<MmbId>314653000011", "<MmbId>31465300001"),
            ("<InstrPrty>NORM</InstrPrty>", "<Urgent/>"), (PaymentSamples.Second.EndToEndId, PaymentSamples.First.EndToEndId),
            ("<MsgId>LS", "<MsgId>/LS"), ("pain.001.001.09", "pain.001.001.08"), ("<Nm>农户0001</Nm>", "<Nm></Nm>"),
        })
        {
            Assert.Contains(from, text, StringComparison.Ordinal);
            var broken = Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal));
            Assert.True(PainChecks.Faults(broken, "09").Count > 0, to);
        }

        // The schema sees what is of form; sums and references are ours to see.
        foreach (var (from, to) in new[] { ("<Dt>2026-01-26</Dt>", "2026-01-26"), ("<InstrPrty>NORM</InstrPrty>", "<Urgent/>") })
        {
            Assert.NotEqual(
                [], PainChecks.SchemaFaults(Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal)), "09") ?? ["absent"]);
        }
    }

    [Fact]
    public void Write_TwoPayments_WhatABankReads()
    {
        var file = PainMessage.Write(PaymentSamples.Batch(PaymentSamples.First, PaymentSamples.Second), PainVersion.V09, "DIVI", 10);
        Assert.Equal(("bank-batch.xml", "application/xml", 2), (file.Name, file.ContentType, file.Count));
        var root = XDocument.Load(new MemoryStream(file.Content)).Root!;
        string[] All(string name) => [.. root.Descendants(root.Name.Namespace + name).Select(each => each.Value)];
        Assert.Equal(["LS-20260125-3f9c1a7e-01"], All("MsgId"));
        Assert.Equal(["2026-01-25T09:30:00+08:00"], All("CreDtTm"));
        Assert.Equal(["2026-01-26"], All("ReqdExctnDt"));
        Assert.Equal(["12345766.45", "12345766.45"], All("CtrlSum"));
        Assert.Equal(["2", "2"], All("NbOfTxs"));
        Assert.Equal(["87.55", "12345678.90"], All("InstdAmt"));
        Assert.Equal(["314653000011", "314653000011"], All("MmbId"));
        Assert.Equal(["塘湾村股份经济合作社", "塘湾村股份经济合作社", "重庆农村商业银行", "重庆农村商业银行", "农户0001", "农户0002"], All("Nm"));
        Assert.Equal([PaymentSamples.First.EndToEndId, PaymentSamples.Second.EndToEndId], All("EndToEndId"));
        Assert.Equal([PainMessage.Uetr(PaymentSamples.First.EndToEndId), PainMessage.Uetr(PaymentSamples.Second.EndToEndId)], All("UETR"));
        Assert.Equal("N2500113MA00000158", root.Descendants(root.Name.Namespace + "OrgId").Single().Descendants().ElementAt(1).Value);
        Assert.Equal(["DIVI", "DIVI"], All("Purp"));
    }

    [Fact]
    public void Write_WithoutBankAndCreditCode_StillAMessage()
    {
        var batch = PaymentSamples.Batch(PaymentSamples.Second) with
        {
            Head = PaymentSamples.Head with { PayerBank = null, PayerBankCode = null, PayerCreditCode = null },
        };
        foreach (var (version, name) in Versions)
        {
            var file = PainMessage.Write(batch, version, "OTHR", 10);
            Assert.Empty(PainChecks.Faults(file.Content, name));
            Assert.Empty(PainChecks.SchemaFaults(file.Content, name) ?? []);
            Assert.Contains("<Id>NOTPROVIDED</Id>", Encoding.UTF8.GetString(file.Content), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Write_OverTheLimit_SeveralMessagesWithReferencesOfTheirOwn()
    {
        var file = PainMessage.Write(PaymentSamples.Many(25), PainVersion.V03, "DIVI", 10);
        Assert.Equal(["bank-batch-1.xml", "bank-batch-2.xml", "bank-batch-3.xml"], file.Parts.Select(part => part.Name));
        Assert.Equal([10, 10, 5], file.Parts.Select(part => part.Count));
        Assert.Equal("LS-20260125-3f9c1a7e-01-3", file.Parts[2].MessageId);
        Assert.Equal(325, file.TotalFen);
    }

    [Fact]
    public void Write_WhatIsNoMessage_IsRefusedByHouseholdAndField()
    {
        var batch = PaymentSamples.Batch(
            PaymentSamples.First with { Purpose = new string('长', 141) },
            PaymentSamples.Second with { BankCode = "3146530", Bank = "甲\n乙" }) with
        {
            Head = PaymentSamples.Head with { PayerAccount = "", PayerCreditCode = "N2500113MA00000159", MessageId = "塘湾-1" },
        };
        var failure = Assert.Throws<RefusedException>(() => PainMessage.Write(batch, PainVersion.V09, "DIVI", 10)).Failure;
        Assert.Equal(
            ["payer.number", "creditCode", "messageId", "payments[0].purpose", "payments[1].bank", "payments[1].bank_code"],
            failure.Problems.Select(problem => problem.Field));
    }

    [Fact]
    public void Write_NamesOfAnyScript_ComeBackAsTheyAre()
    {
        const string name = "<阿里木·买买提> &𠮷\"'";
        var file = PainMessage.Write(PaymentSamples.Batch(PaymentSamples.First with { Name = name }), PainVersion.V09, "DIVI", 10);
        var root = XDocument.Load(new MemoryStream(file.Content)).Root!;
        Assert.Equal(name, root.Descendants(root.Name.Namespace + "Cdtr").Single().Value);
    }

    [Fact]
    public void Uetr_OfAReference_TheSameForEverAndAnotherForEachAttempt()
    {
        Assert.Equal("8f6c1a26-0000-4000-8000-000000000000".Length, PainMessage.Uetr("a").Length);
        Assert.Equal(PainMessage.Uetr("3f9c1a7e-0001-1"), PainMessage.Uetr("3f9c1a7e-0001-1"));
        Assert.NotEqual(PainMessage.Uetr("3f9c1a7e-0001-1"), PainMessage.Uetr("3f9c1a7e-0001-2"));
    }

    private static PaymentBatch Draw(Random random, int count)
    {
        string[] names = ["农户", "农户（代）", "阿里木·买买提", "𠮷土", "O'Neil & Sons", "张　三", "<b>"];
        string?[] banks = [null, "", "重庆农村商业银行", "A & B", " 邮储 "];
        string?[] codes = [null, "314653000011", "102100099996"];
        string[] purposes = ["", "2025年度收益分配", " 分红 ", new string('长', 140)];
        return PaymentSamples.Batch([.. Enumerable.Range(1, count).Select(number => PaymentSamples.Numbered(number) with
        {
            Name = names[random.Next(names.Length)],
            Bank = banks[random.Next(banks.Length)],
            BankCode = codes[random.Next(codes.Length)],
            Purpose = purposes[random.Next(purposes.Length)],
            AmountFen = 1 + (random.Next(3) == 0 ? random.NextInt64(1_000_000_000_000_000) : random.Next(100_000)),
        })]);
    }
}
