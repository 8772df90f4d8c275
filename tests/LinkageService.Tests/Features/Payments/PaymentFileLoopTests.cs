using System.Text;
using Google.Protobuf;
using Grpc.Core;
using LinkageService.Features.Audit;
using LinkageService.Storage;
using LinkageService.Storage.Verification;
using LinkageService.Tests.Features.Payments.Files;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;
using LinkageService.Tests.Tables;
using Microsoft.Extensions.DependencyInjection;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Tests.Features.Payments;

/// <summary>A run's payments go to a bank as a file and come back as one.</summary>
public sealed class PaymentFileLoopTests
{
    private const string Payer =
        """ "payer": { "holder": "某村股份经济合作社", "number": "0101010120010001234", "bank": "某农商行", "bankCode": "314653000011" } """;

    [Fact]
    public async Task File_OfEveryFormat_HoldsWhatCanBeSentAndIsAudited()
    {
        await using var service = await RunningService.StartAsync();
        var world = new PaymentWorld(service);
        await world.VillageAsync("filevillage");
        var run = await world.PreparedAsync("filevillage", hasFunds: false);
        Assert.Equal("funds_not_confirmed", (await world.ActAsync(run, "file", """{ "format": "bank-batch.csv" }""")).Code);
        await world.ActedAsync(run, "fund", """{ "reference": "对公账户余额单" }""");

        // Who changed an account waits for a second person, and cash is no bank's.
        await world.ActedAsync(run, "reissue", """
            { "household": "0004", "account": { "holder": "农户0004", "number": "6230580000000000021" }, "note": "换卡" }
            """);
        var csv = await world.ActedAsync(run, "file", """{ "format": "bank-batch.csv" }""");
        var text = Encoding.UTF8.GetString(csv.GetProperty("content").GetBytesFromBase64());
        Assert.StartsWith("\uFEFF序号,户名,账号,开户行,行号,金额,用途,户编码\r\n1,农户0001,1034000000000001\t,某农商行,,", text, StringComparison.Ordinal);
        Assert.Equal(3, csv.GetProperty("payments").GetInt32());
        Assert.DoesNotContain("0004", text, StringComparison.Ordinal);
        Assert.DoesNotContain("0005", text, StringComparison.Ordinal);
        var amount = csv.GetProperty("amount").GetString();

        foreach (var format in new[] { "bank-batch.xlsx", "bank-batch.bpt", "pain.001.xml" })
        {
            var file = await world.ActedAsync(run, "file", $$"""{ "format": "{{format}}", {{Payer}} }""");
            Assert.Equal((3, amount), (file.GetProperty("payments").GetInt32(), file.GetProperty("amount").GetString()));
            Assert.Equal("filevillage-2025-" + format, file.GetProperty("name").GetString());
        }

        foreach (var version in new[] { "03", "09" })
        {
            var pain = await world.ActedAsync(run, "file", $$"""{ "format": "pain.001.xml", "painVersion": "{{version}}", {{Payer}} }""");
            var bytes = pain.GetProperty("content").GetBytesFromBase64();
            Assert.Empty(PainChecks.Faults(bytes, version));
            Assert.Empty(PainChecks.SchemaFaults(bytes, version) ?? []);
        }

        var audit = (await world.GetAsync("/v1/audit?limit=200")).GetProperty("entries").EnumerateArray()
            .Where(entry => entry.GetProperty("action").GetString() == "payments.file").ToArray();
        Assert.Equal(6, audit.Length);
        Assert.All(audit, entry => Assert.DoesNotContain("10340000", entry.GetRawText(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task File_OverRestAndGrpc_TheSameBytesAndRefusals()
    {
        await using var service = await RunningService.StartAsync();
        var world = new PaymentWorld(service);
        await world.VillageAsync("filedoors");
        var run = await world.PreparedAsync("filedoors");
        var rest = await world.ActedAsync(run, "file", """
            {
              "format": "template", "households": ["0002", "0001"], "purpose": "2025年度分红",
              "template": {
                "name": "甲", "separator": "bar", "columns": [ { "field": "household" }, { "field": "account" }, { "field": "amount" } ]
              }
            }
            """);
        var rpc = await CallAsync(service, "MakePaymentFile", Proto.MakePaymentFileResponse.Parser, new Proto.MakePaymentFileRequest
        {
            Run = run, Format = "template", Households = { "0002", "0001" }, Purpose = "2025年度分红",
            Template = new Proto.PaymentTemplate
            {
                Name = "甲", Separator = "bar",
                Columns = { new[] { "household", "account", "amount" }.Select(field => new Proto.PaymentColumn { Field = field }) },
            },
        });
        Assert.Equal(rest.GetProperty("content").GetBytesFromBase64(), rpc.Content.ToByteArray());
        Assert.StartsWith("\uFEFF户编码|账号|金额\r\n0001|1034000000000001|", rpc.Content.ToStringUtf8(), StringComparison.Ordinal);
        Assert.Equal(rest.GetProperty("parts")[0].GetProperty("messageId").GetString(), rpc.Parts[0].MessageId);

        foreach (var (body, field) in new[]
        {
            ("""{ "format": "pdf" }""", "format"), ("{}", "format"), ("""{ "format": "bank-batch.bpt" }""", "payer.number"),
            ("""{ "format": "template" }""", "template"), ("""{ "format": "bank-batch.csv", "maxRows": 0 }""", "maxRows"),
            ("""{ "format": "template", "template": { "name": "甲", "columns": [ { "field": "amount" } ] } }""", "template.columns"),
            ("""{ "format": "pain.001.xml", "creditCode": "N2500113MA00000159" }""", "creditCode"),
            ("""{ "format": "bank-batch.csv", "households": ["0005"] }""", "households"),
        })
        {
            var answer = await world.ActAsync(run, "file", body);
            Assert.True(answer.Status is 400 or 409, answer.Text);
            Assert.Contains(answer.Json.GetProperty("errors").EnumerateArray(), error => error.GetProperty("field").GetString() == field);
        }
    }

    [Fact]
    public async Task Results_OfAWholeFile_ReachEveryPaymentThatIsNotNamed()
    {
        await using var service = await RunningService.StartAsync();
        var world = new PaymentWorld(service);
        await world.VillageAsync("filewhole");
        var run = await world.PreparedAsync("filewhole");
        var pain = await world.ActedAsync(run, "file", $$"""{ "format": "pain.001.xml", "maxRows": 3, {{Payer}} }""");
        var (first, second) = (pain.GetProperty("parts")[0], pain.GetProperty("parts")[1]);
        Assert.Equal((3, 1), (first.GetProperty("payments").GetInt32(), second.GetProperty("payments").GetInt32()));
        await world.ActedAsync(run, "send");

        // The first file is refused as a whole but for one payment; another file is not ours.
        var named = (await world.PaymentAsync(run, "0002")).GetProperty("attempts")[0].GetProperty("endToEndId").GetString();
        string Report(string? id) => $"""
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><OrgnlGrpInfAndSts>
            <OrgnlMsgId>{id}</OrgnlMsgId><GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>AM04</Cd></Rsn></StsRsnInf></OrgnlGrpInfAndSts>
            {(id == "LS-0" ? "" : "<OrgnlPmtInfAndSts><TxInfAndSts><OrgnlEndToEndId>" + named
                + "</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf></TxInfAndSts></OrgnlPmtInfAndSts>")}
            </CstmrPmtStsRpt></Document>
            """;
        var foreign = await ImportAsync(service, run, "application/xml", Encoding.UTF8.GetBytes(Report("LS-0")), status: 400);
        Assert.Contains("批号不是这里生成的文件", foreign.Text, StringComparison.Ordinal);
        var answer = (await ImportAsync(
            service, run, "application/xml", Encoding.UTF8.GetBytes(Report(first.GetProperty("messageId").GetString())))).Json;
        var rows = answer.GetProperty("results").GetProperty("rows").EnumerateArray().ToArray();
        Assert.Equal(["0001", "0002", "0003"], rows.Select(row => row.GetProperty("household").GetString()).Order(StringComparer.Ordinal));
        Assert.All(rows, row => Assert.Equal("returned", row.GetProperty("became").GetString()));
        string ReasonOf(string household) => rows.Single(row => row.GetProperty("household").GetString() == household)
            .GetProperty("return").GetProperty("reason").GetString()!;
        Assert.Equal(("payer_funds", "account_closed"), (ReasonOf("0001"), ReasonOf("0002")));
        Assert.Equal("sent", (await world.PaymentAsync(run, "0004")).GetProperty("state").GetString());
        await VerifiesAsync(service);
    }

    [Fact]
    public async Task Templates_OfAnOrganization_AreKeptUsedAndRemovedOverBothDoors()
    {
        await using var service = await RunningService.StartAsync();
        var world = new PaymentWorld(service);
        await world.VillageAsync("filekept");
        var run = await world.PreparedAsync("filekept");
        const string templates = "/v1/organizations/filekept/payment-templates";
        Task<Answer> PostAsync(string act, string body) => service.SendAsync(HttpMethod.Post, $"{templates}:{act}", body);
        var saved = await PostAsync("save", """
            { "name": " 甲行 ", "separator": "bar", "hasHeadings": false, "columns": [ { "field": "account" }, { "field": "amount" } ] }
            """);
        Assert.Equal(("甲行", false), (saved.Json.GetProperty("template").GetProperty("name").GetString(),
            saved.Json.GetProperty("template").GetProperty("hasHeadings").GetBoolean()));
        var file = await world.ActedAsync(run, "file", """{ "format": "template", "savedTemplate": "甲行", "households": ["0001"] }""");
        Assert.StartsWith("\uFEFF1034000000000001|", Encoding.UTF8.GetString(file.GetProperty("content").GetBytesFromBase64()),
            StringComparison.Ordinal);

        // One of the same name takes its place, over gRPC too; both doors list the same.
        await CallAsync(service, "SavePaymentTemplate", Proto.SavePaymentTemplateResponse.Parser, new Proto.SavePaymentTemplateRequest
        {
            Organization = "filekept", Template = new Proto.PaymentTemplate
            {
                Name = "甲行", Columns = { new Proto.PaymentColumn { Field = "account" }, new Proto.PaymentColumn { Field = "amount_fen" } },
            },
        });
        var listed = await CallAsync(service, "ListPaymentTemplates", Proto.ListPaymentTemplatesResponse.Parser,
            new Proto.ListPaymentTemplatesRequest { Organization = "filekept" });
        Assert.Equal("amount_fen", Assert.Single(listed.Templates).Template.Columns[1].Field);
        Assert.Equal("amount_fen", (await service.GetAsync(templates)).Json.GetProperty("templates")[0].GetProperty("template")
            .GetProperty("columns")[1].GetProperty("field").GetString());
        Assert.Equal(400, (await PostAsync("save", """{ "name": "乙行", "columns": [ { "field": "amount" } ] }""")).Status);
        Assert.Equal(400, (await world.ActAsync(run, "file", """{ "format": "template", "savedTemplate": "乙行" }""")).Status);
        Assert.Equal(400, (await world.ActAsync(run, "file", """{ "format": "bank-batch.csv", "savedTemplate": "甲行" }""")).Status);
        Assert.Equal(400, (await PostAsync("remove", """{ "name": "乙行" }""")).Status);
        Assert.Equal(0, (await PostAsync("remove", """{ "name": "甲行" }""")).Json.GetProperty("templates").GetArrayLength());
        await VerifiesAsync(service);
    }

    [Fact]
    public async Task Results_OfABanksFile_AreMatchedAndWhatIsNotUnderstoodIsListed()
    {
        await using var service = await RunningService.StartAsync();
        var world = new PaymentWorld(service);
        await world.VillageAsync("fileback");
        var run = await world.PreparedAsync("fileback");
        var pain = await world.ActedAsync(run, "file", $$"""{ "format": "pain.001.xml", {{Payer}} }""");
        var xml = System.Xml.Linq.XDocument.Load(new MemoryStream(pain.GetProperty("content").GetBytesFromBase64()));
        var ids = xml.Descendants().Where(each => each.Name.LocalName == "EndToEndId").Select(each => each.Value).ToArray();
        await world.ActedAsync(run, "send");

        // The bank's report by our references; then its sheet, with a row too many, one twice and one that nobody can read.
        var report = $"""
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><OrgnlPmtInfAndSts>
            <TxInfAndSts><OrgnlEndToEndId>{ids[0]}</OrgnlEndToEndId><TxSts>ACSC</TxSts></TxInfAndSts>
            <TxInfAndSts><OrgnlEndToEndId>{ids[1]}</OrgnlEndToEndId><TxSts>ACSP</TxSts></TxInfAndSts>
            </OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>
            """;
        var first = (await ImportAsync(service, run, "application/xml", Encoding.UTF8.GetBytes(report))).Json;
        Assert.Equal("status_report", first.GetProperty("form").GetString());
        var counts = first.GetProperty("results");
        Assert.Equal((1, 1), (counts.GetProperty("paid").GetInt32(), counts.GetProperty("pending").GetInt32()));

        var sheet = TableFiles.Gb18030.GetBytes(
            "代发结果\n户编码,账号,处理结果,失败原因\n0002,1034000000000002,失败,账户已销户\n0003,1034000000000003,成功,\n"
            + "0003,1034000000000003,成功,\n0099,1034000000000099,成功,\n0004,1034000000000004,?,\n合计,,,\n");
        var second = (await ImportAsync(service, run, "text/csv", sheet)).Json;
        var results = second.GetProperty("results");
        Assert.Equal((1, 1, 2), (results.GetProperty("paid").GetInt32(), results.GetProperty("returned").GetInt32(),
            results.GetProperty("unmatched").GetInt32()));
        Assert.Equal("C7", second.GetProperty("unread")[0].GetProperty("place").GetString());
        Assert.Equal(1, second.GetProperty("passedOver").GetInt32());
        var returned = (await world.PaymentAsync(run, "0002")).GetRawText();
        Assert.Contains("account_closed", returned, StringComparison.Ordinal);
        Assert.Contains("账户已销户", returned, StringComparison.Ordinal);

        // Read again, it changes nothing; over gRPC alike.
        var again = await CallAsync(service, "ImportResults", Proto.ImportResultsResponse.Parser,
            new Proto.ImportResultsRequest { Run = run, Content = ByteString.CopyFrom(sheet) });
        Assert.Equal((0, 0, 2), (again.Results.Paid, again.Results.Returned, again.Results.RepeatedResults));

        // The money came back after it had arrived: the statement says so.
        var statement = $"""
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Ntry><Amt Ccy="CNY">1</Amt>
            <CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><NtryDtls><TxDtls><Refs><EndToEndId>{ids[0]}</EndToEndId></Refs>
            <RtrInf><Rsn><Cd>AC06</Cd></Rsn></RtrInf></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>
            """;
        var wrongAmount = (await ImportAsync(service, run, "application/xml", Encoding.UTF8.GetBytes(statement))).Json;
        Assert.Equal(1, wrongAmount.GetProperty("results").GetProperty("unmatched").GetInt32());
    }

    [Fact]
    public async Task Results_OfAFileThatCannotBe_ArePutAsideAndStopNothing()
    {
        await using var service = await RunningService.StartAsync();
        var world = new PaymentWorld(service);
        await world.VillageAsync("fileearly");
        var run = await world.PreparedAsync("fileearly");
        await world.ActedAsync(run, "send", """{ "on": "2026-03-05" }""");
        var answer = (await ImportAsync(service, run, "text/csv", Encoding.UTF8.GetBytes(
            "户编码,处理结果,失败原因,日期\n0001,成功,,2026-03-04\n0002,成功,,2026-03-05\n0003,成功,,\n0003,失败,账户已销户,\n0004,失败,账户已销户,\n"
            + "0004,成功,,\n"))).Json;
        var rows = answer.GetProperty("results").GetProperty("rows").EnumerateArray().ToArray();
        Assert.Equal(["put_aside", "paid", "put_aside", "put_aside", "put_aside", "put_aside"],
            rows.Select(row => row.GetProperty("became").GetString()));
        Assert.Equal(["too_early", "says_both", "says_both", "says_both", "says_both"],
            rows.Where(row => row.GetProperty("became").GetString() == "put_aside").Select(row => row.GetProperty("fault").GetString()));
        Assert.Equal("sent", (await world.PaymentAsync(run, "0001")).GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("application/pdf", "x", 415)]
    [InlineData("text/csv", "户编码,金额\n0001,1\n", 400)]
    [InlineData("text/csv", "户编码,处理结果\n0001,?\n", 400)]
    [InlineData("text/csv", "户编码,处理结果,日期\n0001,成功,2999-01-01\n", 400)]
    [InlineData("application/xml", "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"", 400)]
    public async Task Results_OfWhatIsNoFileOfResults_AreRefused(string type, string text, int status)
    {
        await using var service = await RunningService.StartAsync();
        var world = new PaymentWorld(service);
        await world.VillageAsync("filenone");
        var run = await world.PreparedAsync("filenone");
        await world.ActedAsync(run, "send");
        var answer = await ImportAsync(service, run, type, Encoding.UTF8.GetBytes(text));
        Assert.True(answer.Status == status, answer.Text);
    }

    private static async Task<Answer> ImportAsync(RunningService service, string run, string type, byte[] file, int? status = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/runs/{run}/payments:import");
        request.Headers.Add("X-Linkage-User", "maker");
        request.Content = new ByteArrayContent(file) { Headers = { ContentType = new(type) } };
        using var response = await service.Client.SendAsync(request);
        var answer = await Answer.OfAsync(response);
        Assert.True(status is null || answer.Status == status, answer.Text);
        return answer;
    }

    private static async Task VerifiesAsync(RunningService service)
    {
        var findings = new FindingList();
        await new VerifyDatabase().HandleAsync(
            service.Services.GetRequiredService<Database>(), numbers: null, kept: null, findings, CancellationToken.None);
        Assert.Empty(findings.Kept);
    }

    private static async Task<T> CallAsync<T>(RunningService service, string rpc, MessageParser<T> parser, IMessage request)
        where T : IMessage<T>
    {
        using var api = new GrpcApi(service.GrpcAddress);
        var answer = await api.CallAsync("linkage.v1.PaymentFiles/" + rpc, request, new Metadata { { "x-linkage-user", "maker" } });
        Assert.True(answer.Status == StatusCode.OK, answer.Message);
        return parser.ParseFrom(answer.Messages[0]);
    }
}
