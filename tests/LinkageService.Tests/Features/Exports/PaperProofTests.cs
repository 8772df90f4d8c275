using System.Text;
using LinkageService.Engine.Proofs;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Exports;

/// <summary>What a phone reads off the paper is the proof that the service gives: printed, rendered and read back.</summary>
[Collection(Printing.Name)]
public sealed class PaperProofTests
{
    private const string Programs = Tool.Chromium + " && command -v pdftoppm && command -v zbarimg";
    private const string Address = "HTTPS://FENHONG.EXAMPLE.CN/V/";

    [Fact]
    public async Task NoticeAndSlips_OfARunHandedIn_CarryTheCodeAndWhatVerifyTakes()
    {
        await Tool.RequireAsync(Programs);
        await using var village = await ExportVillage.StartAsync("--Print:VerifyAddress=https://fenhong.example.cn");
        var run = await village.RunAsync();
        var root = (await village.Runs.GetAsync($"/v1/runs/{run}/proofs/0001")).Json.GetProperty("root");
        var code = root.GetProperty("code").GetString()!;
        var printed = string.Join(' ', code.Chunk(4).Select(part => new string(part)));

        var notice = await village.ExportAsync(run, "notice.pdf");
        Assert.Contains(printed, await PrintedPdf.TextAsync(notice), StringComparison.Ordinal);
        var wall = ProofPack.Read(Assert.Single(await PrintedPdf.CodesAsync(notice))[Address.Length..])!;
        Assert.Equal((root.GetProperty("hash").GetString(), null), (wall.Root.ToString(), wall.Proof));

        var slips = await village.ExportAsync(run, "household-statements.pdf");
        Assert.Contains(code, (await PrintedPdf.TextAsync(slips)).Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var read = await PrintedPdf.CodesAsync(slips);
        var given = new List<string>();
        foreach (var household in new[] { "0001", "0002", "0003", "0004", "0005", "0006" })
        {
            given.Add(Address + (await village.Runs.GetAsync($"/v1/runs/{run}/proofs/{household}")).Json.GetProperty("packed").GetString());
        }

        Assert.Equal(given.Order(StringComparer.Ordinal), read.Order(StringComparer.Ordinal));
        foreach (var proof in read.Select(text => ProofPack.Read(text[Address.Length..])!))
        {
            Assert.Equal(ProofFault.None, ProofCheck.Path(proof.Proof!, proof.Root.Hash));
            var said = Encoding.UTF8.GetString(proof.Statement!.ToBytes()) + proof.Proof!.Leaf.Household;
            Assert.DoesNotContain(ExportVillage.Private.Concat(ExportVillage.Banks).Concat(ExportVillage.Masks),
                value => said.Contains(value, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task NoticeAndSlips_OfADraft_CarryNone()
    {
        await Tool.RequireAsync(Programs);
        await using var village = await ExportVillage.StartAsync();
        var draft = await village.DraftAsync("tangwan-four-tier", """{ "day_wage": "80.00" }""", "income");
        var run = draft.Json.GetProperty("id").GetString()!;
        foreach (var kind in new[] { "notice.html", "household-statements.html" })
        {
            var page = Encoding.UTF8.GetString(await village.ExportAsync(run, kind));
            Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
            Assert.DoesNotContain("存证码", page, StringComparison.Ordinal);
        }
    }

    // More than any code holds: the slip is bound by the hash of what it says, and printed all the same.
    [FullRunFact]
    public async Task Slip_OfAStatementTooLongForACode_CarriesItsHash()
    {
        await Tool.RequireAsync(Programs);
        await using var village = await ExportVillage.StartAsync();
        var steps = Enumerable.Range(1, 60).Select(at =>
            $"  - {{ id: pay{at}, title: 第{at}项按土地发放的补贴说明得很长, kind: pay, from: profit, to: everyone, amount: 1.00 元 }}");
        var stored = await village.Service.PostAsync("/v1/schemes", "id: long-slip\nversion: 1\ntitle: 六十项\n"
            + "inputs:\n  profit: { type: money, title: 收益 }\nsteps:\n" + string.Join('\n', steps)
            + "\n  - { id: rest, title: 结转, kind: split, from: profit, into: { carry:rest: remaining } }\n", "application/yaml");
        Assert.True(stored.Status == 201, stored.Text);
        var draft = await village.DraftAsync("long-slip", "{}", "profit");
        var run = draft.Json.GetProperty("id").GetString()!;
        Assert.Equal(200, (await village.Runs.StepAsync(run, "submit", draft.Headers["ETag"])).Status);
        var slip = await village.ExportAsync(run, "household-statements.pdf", "?household=0002");
        var proof = ProofPack.Read(Assert.Single(await PrintedPdf.CodesAsync(slip))["LK1:".Length..])!;
        Assert.Null(proof.Statement);
        Assert.Equal(ProofFault.None, ProofCheck.Path(proof.Proof!, proof.Root.Hash));
    }

    // No address is set: what the code says is pasted into the page.
    [Fact]
    public async Task Slip_OfAServiceWithoutAnAddress_SaysTheProofItself()
    {
        await Tool.RequireAsync(Programs);
        await using var village = await ExportVillage.StartAsync();
        var run = await village.RunAsync();
        var packed = (await village.Runs.GetAsync($"/v1/runs/{run}/proofs/0002")).Json.GetProperty("packed").GetString();
        var slip = await village.ExportAsync(run, "household-statements.pdf", "?household=0002&lang=en");
        Assert.Equal("LK1:" + packed, Assert.Single(await PrintedPdf.CodesAsync(slip)));
    }
}
