using Grpc.Core;
using LinkageService.Contracts.V1;
using LinkageService.Features.Schemes;
using LinkageService.Storage;
using LinkageService.Storage.Schemes;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Schemes;

/// <summary><c>POST /v1/schemes</c>: versions that users store.</summary>
public sealed class CreateSchemeTests
{
    private const string Households = """ "households": [ { "id": "1" }, { "id": "2" } ] }""";

    [Theory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task Create_NewVersions_ServedToCalculationsAndAfterARestart(string provider)
    {
        using var storage = await TestStorage.CreateAsync(provider);
        await using (var service = await RunningService.StartAsync(storage.Settings))
        {
            Assert.Equal(404, (await CalculateAsync(service, "halves")).Status);
            Assert.Equal((201, 200), (await CreateAsync(service, Yaml("halves", 1)), await CreateAsync(service, Yaml("halves", 1))));
            Assert.Equal((201, 201), (await CreateAsync(service, Yaml("halves", 3)), await CreateAsync(service, Yaml("halves", 2))));
            Assert.Equal(201, await CreateAsync(service, Yaml("tangwan-four-tier", 2)));
            var taken = await service.PostAsync("/v1/schemes", Yaml("halves", 1, "z: 100%, a"), "application/yaml");
            Assert.Equal((409, "scheme_version_exists"), (taken.Status, taken.Code));
            Assert.Equal(3, (await service.GetAsync("/v1/schemes/halves")).Json.GetProperty("version").GetInt32());
            Assert.Equal(200, (await CalculateAsync(service, "halves@1")).Status);
        }

        await using var again = await RunningService.StartAsync(storage.Settings);
        var scheme = (await again.GetAsync("/v1/schemes/halves/versions/2")).Json;
        Assert.Equal([1, 2, 3], scheme.GetProperty("versions").EnumerateArray().Select(version => version.GetInt32()));
        Assert.Equal(2, (await again.GetAsync("/v1/schemes/tangwan-four-tier")).Json.GetProperty("version").GetInt32());
        var answer = await CalculateAsync(again, "halves");
        Assert.Equal("50.00", answer.Json.GetProperty("statements")[0].GetProperty("total").GetString());
        var database = again.Services.GetRequiredService<Database>();
        var documents = await database.ReadAsync(SchemeStore.DocumentsAsync);
        Assert.All(documents, row => Assert.Equal(row.Digest, StoredSchemes.Compile(row.Document)!.Digest));

        // The order under "into" decides ties and is kept.
        Assert.Contains(documents, row => row.Document.Contains("""{"z":"50%","a":"50%"}""", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("id: [", 400, "malformed_yaml")]
    [InlineData("id: x\nversion: 1\ntitle: x\nsteps: []", 422, "scheme_missing_field")]
    public async Task Create_DocumentThatCannotBeRun_ProblemsAndNothingStored(string document, int status, string code)
    {
        await using var service = await RunningService.StartAsync();
        var answer = await service.PostAsync("/v1/schemes", document, "application/yaml");
        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.Empty((await service.GetAsync("/v1/audit?subject=scheme/x@1")).Json.GetProperty("entries").EnumerateArray());
    }

    [Fact]
    public async Task Create_SameVersionFromManyAtOnce_OneIsKept()
    {
        await using var service = await RunningService.StartAsync();
        var statuses = await Task.WhenAll(Enumerable.Range(0, 16).Select(at =>
            CreateAsync(service, Yaml("raced", 1, at % 2 == 0 ? "z: 50%, a" : "a: 50%, z"))));
        var winners = Assert.Single(statuses, status => status == 201);
        Assert.Equal(201, winners);
        Assert.Equal((7, 8), (statuses.Count(status => status == 200), statuses.Count(status => status == 409)));
        Assert.Single((await service.GetAsync("/v1/audit?subject=scheme/raced@1")).Json.GetProperty("entries").EnumerateArray());
    }

    [Fact]
    public async Task Create_OnAnotherReplica_SeenWithinSeconds()
    {
        using var storage = await TestStorage.CreateAsync("postgres");
        await using var one = await RunningService.StartAsync(storage.Settings);
        await using var two = await RunningService.StartAsync(storage.Settings);
        Assert.Equal(201, await CreateAsync(one, Yaml("shared", 1)));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while ((await two.GetAsync("/v1/schemes/shared")).Status != 200)
        {
            await Task.Delay(100, patience.Token);
        }

        Assert.Equal(409, await CreateAsync(two, Yaml("shared", 1, "a: 50%, z")));
    }

    [Fact]
    public async Task CreateOverGrpc_SameAsRest_SharedVersions()
    {
        await using var service = await RunningService.StartAsync();
        using var api = new GrpcApi(service.GrpcAddress);
        const string method = "linkage.v1.Schemes/CreateScheme";
        Assert.Equal(201, await CreateAsync(service, Yaml("both", 1)));
        var same = await api.CallAsync(method, new CreateSchemeRequest { Document = Yaml("both", 1) });
        Assert.False(CreateSchemeResponse.Parser.ParseFrom(same.Messages[0]).Created);
        var next = await api.CallAsync(method, new CreateSchemeRequest { Document = Yaml("both", 2) });
        Assert.True(CreateSchemeResponse.Parser.ParseFrom(next.Messages[0]).Created);
        var taken = await api.CallAsync(method, new CreateSchemeRequest { Document = Yaml("both", 2, "a: 50%, z") });
        Assert.Equal((StatusCode.AlreadyExists, "scheme_version_exists"), (taken.Status, taken.Code));
    }

    private static string Yaml(string id, int version, string into = "z: 50%, a") => $$"""
        id: {{id}}
        version: {{version}}
        title: 两半
        inputs: { income: { type: money } }
        steps:
          - { id: halve, kind: split, from: income, into: { {{into}}: {{Rest(into)}}% } }
          - { id: first, kind: allocate, from: z }
          - { id: second, kind: allocate, from: a }
        """;

    private static string Rest(string into) => into.StartsWith("z: 100", StringComparison.Ordinal) ? "0" : "50";

    private static async Task<int> CreateAsync(RunningService service, string yaml) =>
        (await service.PostAsync("/v1/schemes", yaml, "application/yaml")).Status;

    private static Task<Answer> CalculateAsync(RunningService service, string scheme) =>
        service.PostAsync("/v1/calculations", $$"""{ "scheme": "{{scheme}}", "inputs": { "income": "100.00" }, {{Households}}""");
}
