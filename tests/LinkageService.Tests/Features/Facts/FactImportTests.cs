using System.Text;
using Google.Protobuf;
using LinkageService.CommandLine;
using LinkageService.Features.Facts;
using LinkageService.Tests.Features.Calculations;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;
using V1 = LinkageService.Contracts.V1;

namespace LinkageService.Tests.Features.Facts;

/// <summary>Facts of several organisations out of one table.</summary>
public sealed class FactImportTests
{
    private const string Cash = """
        组织编号,起始日期,库存现金（元）,银行存款（元）,借款：借入日期,借款：尚欠（元）,借款：用途,专用资金：资金,专用资金：金额（元）
        east,2025/12/31,"1,200.00",85000,2025-03-01,"20,000.00",生产经营,土地补偿费,3000
        east,2025年12月31日,,,2025-06-01,5000,,,
        west,2025-12-31,300.00,1.6万元,无,,,,
        """;

    [Theory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task Import_SeveralOrganizations_OneChangeThatIsPreviewedAndAudited(string provider)
    {
        using var storage = await TestStorage.CreateAsync(provider);
        await using var service = await RunningService.StartAsync(storage.Settings);
        await VillagesAsync(service);
        var seen = (await ImportAsync(service, "cash", Cash, "?dryRun=true")).Json;
        Assert.Equal((true, 2, 0, 0), Counts(seen));
        Assert.Equal("unknown_fact", (await service.GetAsync("/v1/organizations/east/facts/cash?asOf=2025-12-31")).Code);

        Assert.Equal((false, 2, 0, 0), Counts((await ImportAsync(service, "cash", Cash)).Json));
        Assert.Equal(
            """{"cashOnHand":"1200.00","bankDeposits":"85000.00","loans":["""
            + """{"drawnOn":"2025-03-01","outstanding":"20000.00","purpose":"production"},"""
            + """{"drawnOn":"2025-06-01","outstanding":"5000.00"}],"restricted":[{"kind":"land_compensation","amount":"3000.00"}]}""",
            await CashOfAsync(service, "east"));
        Assert.Equal("""{"cashOnHand":"300.00","bankDeposits":"16000.00","loans":[]}""", await CashOfAsync(service, "west"));
        var audited = (await service.GetAsync("/v1/audit?action=fact.put")).Json.GetProperty("entries").EnumerateArray().ToArray();
        Assert.Equal(["east", "west"], audited.Select(entry => entry.GetProperty("organization").GetString()));
        Assert.Single(audited.Select(entry => entry.GetProperty("change").GetString()).Distinct());

        // Once more: nothing is stated again; changed, old and new are shown and the other stays.
        Assert.Equal((false, 0, 0, 2), Counts((await ImportAsync(service, "cash", Cash)).Json));
        var changed = (await ImportAsync(service, "cash", Cash.Replace("5000,,,", "4000,,,", StringComparison.Ordinal))).Json;
        Assert.Equal((false, 0, 1, 1), Counts(changed));
        var difference = Assert.Single(changed.GetProperty("facts")[0].GetProperty("differences").EnumerateArray());
        Assert.Equal(("cash.loans[1].outstanding", "5000.00", "4000.00"), (difference.GetProperty("field").GetString(),
            difference.GetProperty("before").GetString(), difference.GetProperty("after").GetString()));
        Assert.Equal(3, (await service.GetAsync("/v1/audit?action=fact.put")).Json.GetProperty("entries").GetArrayLength());
    }

    [Fact]
    public async Task Import_EverythingWrongAtOnce_EachWithItsCellAndNothingStored()
    {
        await using var service = await RunningService.StartAsync();
        await VillagesAsync(service);
        var refused = await ImportAsync(service, "cash", """
            组织编号,起始日期,库存现金（元）,借款：借入日期,借款：到期日,借款：用途
            east,2025-12-31,一千,2025-03-01,2025-01-01,炒股
            east,,5,,,
            nowhere,2025-12-31,5,,,
            west,去年底,5,,,
            west,2025-12-31,5,,2025-01-01,
            """);
        Assert.Equal(400, refused.Status);
        Assert.Equal(
            [
                ("unknown_organization", "A4"), ("missing_field", "B3"), ("invalid_value", "B5"), ("not_a_number", "C2"),
                ("missing_field", "D6"), ("invalid_value", "E2"), ("invalid_value", "F2"),
            ],
            refused.Errors.OrderBy(error => error.Field, StringComparer.Ordinal));
        Assert.Equal(
            [("unknown_field", "C1"), ("duplicate_field", "D1")],
            (await ImportAsync(service, "cash", "组织编号,起始日期,现金,起始日期\neast,2025-12-31,5,\n")).Errors);
        Assert.Equal(
            [("missing_field", "A1")], (await ImportAsync(service, "statement", "组织编号,经营收入\neast,5\n")).Errors);
        Assert.Equal((404, "unknown_fact"), Problem(await ImportAsync(service, "weather", Cash)));
        var officers = await ImportAsync(service, "officers", """
            组织编号,起始日期,管理人员：姓名,管理人员：职务,管理人员：户编号
            east,2025-01-01,农户0001,理事长,0001
            """);
        Assert.Equal(("unknown_household", "E2"), Assert.Single(officers.Errors));
        Assert.Equal(0, (await service.GetAsync("/v1/audit?action=fact.put")).Json.GetProperty("entries").GetArrayLength());
    }

    [Fact]
    public async Task Import_WhatOfficesWrite_IsReadOrSaidInTheirWords()
    {
        await using var service = await RunningService.StartAsync();
        await VillagesAsync(service);
        var officers = await ImportAsync(service, "officers", """
            组织编号,起始日期,管理人员：姓名,管理人员：职务
            east,2025-01-01,甲,社长
            east,2025-01-01,乙,监事长
            east,2025-01-01,丙,村支书
            east,2025-01-01,丁,理事
            """);
        Assert.True(officers.Status == 200, officers.Text);
        Assert.Equal("chair supervisor village_cadre director", string.Join(' ', (await service.GetAsync(
            "/v1/organizations/east/facts/officers?asOf=2025-12-31")).Json.GetProperty("officers").GetProperty("officers").EnumerateArray()
            .Select(officer => officer.GetProperty("role").GetString())));

        // The sum below the rows is none of them; a row of a village without its day still is one to be filled in.
        Assert.Equal((false, 2, 0, 0), Counts((await ImportAsync(service, "cash",
            "组织编号,起始日期,库存现金（元）\neast,2025-12-31,\"10,000.00元\"\nwest,2025-12-31,3万元\n合 计,,\"40,000.00\"\n")).Json));
        Assert.Equal([("missing_field", "B2")], (await ImportAsync(service, "cash", "组织编号,起始日期,库存现金（元）\neast,,5\n")).Errors);

        var asked = await ImportAsync(service, "accounts", "组织编号,起始日期,本组织的账户：户名,本组织的账户：是谁的账户\neast,2025-01-01,甲,对公\n");
        Assert.Equal(("invalid_value", "D2"), Assert.Single(asked.Errors));
        var wrong = await ImportAsync(service, "cash", "组织编号,起始日期,库存现金（元）\neast,2025-12-31,一万\n甲村,2025-12-31,5\n");
        Assert.Equal(
            [("unknown_organization", "A3"), ("not_a_number", "C2")], wrong.Errors.OrderBy(error => error.Field, StringComparer.Ordinal));
        Assert.Contains("请写成数字，如 10000；千分位、“元”和“万元”也读", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("这一列写组织编号", wrong.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Template_OfEveryKind_IsReadBackAndOverEveryDoorTheSame()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        await using (var service = await RunningService.StartAsync(storage.Settings))
        {
            await VillagesAsync(service);
            foreach (var kind in FactKind.All)
            {
                foreach (var query in new[] { "format=csv", "format=xlsx&lang=en" })
                {
                    var template = await service.Client.GetByteArrayAsync($"/v1/facts/{kind.Word}:template?{query}");
                    var empty = await service.PostAsync($"/v1/facts/{kind.Word}:import", template, "text/csv");
                    Assert.True(empty.Status == 200, empty.Text);
                }
            }

            using var grpc = new GrpcApi(service.GrpcAddress);
            var imported = await grpc.SendAsync("linkage.v1.Facts/ImportFacts",
            [
                new V1.ImportFactsRequest { Header = new V1.FactTableHeader { Kind = "cash" } }.ToByteArray(),
                new V1.ImportFactsRequest { Chunk = ByteString.CopyFromUtf8(Cash) }.ToByteArray(),
            ]);
            Assert.Equal(2, V1.ImportFactsResponse.Parser.ParseFrom(Assert.Single(imported.Messages)).Added);
            var file = await grpc.CallAsync(
                "linkage.v1.Exports/ExportFactTemplate", new V1.ExportFactTemplateRequest { Kind = "cash", Format = "csv" });
            byte[] bytes = [.. file.Messages.SelectMany(part => V1.ExportFactTemplateResponse.Parser.ParseFrom(part).Chunk.ToByteArray())];
            Assert.Equal(await service.Client.GetByteArrayAsync("/v1/facts/cash:template?format=csv"), bytes);
        }

        var path = Path.Combine(storage.Folder, "cash.csv");
        await File.WriteAllTextAsync(path, Cash.Replace("300.00", "301.00", StringComparison.Ordinal));
        string[] import = ["facts", "import", path, "--kind", "cash", .. storage.Settings];
        var (code, output, _) = await CommandLineChannel.RunAsync([.. import, "--dry-run"]);
        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains("库存现金: 300.00 → 301.00", Encoding.UTF8.GetString(output), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, (await CommandLineChannel.RunAsync(import)).Code);
        await using var again = await RunningService.StartAsync(storage.Settings);
        Assert.Contains("\"301.00\"", await CashOfAsync(again, "west"), StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, "组织编号,起始日期\nnowhere,2025-12-31\n");
        var (refused, _, errors) = await CommandLineChannel.RunAsync(import);
        Assert.True(refused == ExitCode.Problems && errors.StartsWith("A2: ", StringComparison.Ordinal), errors);
    }

    private static async Task<string> CashOfAsync(RunningService service, string organization) =>
        (await service.GetAsync($"/v1/organizations/{organization}/facts/cash?asOf=2025-12-31")).Json.GetProperty("cash").GetRawText();

    private static (bool DryRun, int Added, int Changed, int Unchanged) Counts(System.Text.Json.JsonElement import) => (
        import.GetProperty("dryRun").GetBoolean(), import.GetProperty("added").GetInt32(), import.GetProperty("changed").GetInt32(),
        import.GetProperty("unchanged").GetInt32());

    private static (int Status, string? Code) Problem(Answer answer) => (answer.Status, answer.Code);

    private static Task<Answer> ImportAsync(RunningService service, string kind, string table, string query = "") =>
        service.PostAsync($"/v1/facts/{kind}:import{query}", table, "text/csv");

    private static async Task VillagesAsync(RunningService service)
    {
        var world = new RunWorld(service);
        await world.OrganizationAsync("east", "rural_collective");
        await world.OrganizationAsync("west", "rural_collective");
    }
}
