using System.Security.Cryptography;
using Google.Protobuf;
using LinkageService.Contracts.V1;
using LinkageService.Features.Audit;
using LinkageService.Storage;
using LinkageService.Storage.Verification;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.RunFiles;

/// <summary>Scans and photographs are kept with a run as they came, whatever their name says, and are in the audit chain.</summary>
public sealed class RunFilesTests
{
    private const int MaxBytes = 10 << 20;

    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 9, 8, 7];
    private static readonly byte[] Pdf = "%PDF-1.7\n<script>alert(1)</script>"u8.ToArray();

    public static TheoryData<string> Providers => ServiceDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Files_AddedReadAndTakenOut_AreWhatTheirBytesAre(string provider)
    {
        await using var world = await RunWorld.StartAsync(provider);
        await world.OrganizationAsync("tangwan", "rural_collective");
        var (run, etag, _) = await world.RunAsync("tangwan", "approved");
        var minutes = await AddAsync(world, run, "minutes", "../会议记录.docx", Pdf, "application/pdf");
        Assert.Equal((201, "会议记录.docx.pdf", "application/pdf", (long)Pdf.Length), (
            minutes.Status, minutes.Json.GetProperty("name").GetString(), minutes.Json.GetProperty("mediaType").GetString(),
            minutes.Json.GetProperty("size").GetInt64()));
        Assert.Equal("sha256:" + Convert.ToHexStringLower(SHA256.HashData(Pdf)), minutes.Json.GetProperty("digest").GetString());

        // What it is its bytes say; sent again it is the one that is there, of another kind it is another.
        var photo = await AddAsync(world, run, "notice_photo", "墙上.jpeg", Jpeg, "image/png");
        Assert.Equal(("image/jpeg", "墙上.jpeg"), (
            photo.Json.GetProperty("mediaType").GetString(), photo.Json.GetProperty("name").GetString()));
        var again = await AddAsync(world, run, "minutes", "别的名字", Pdf, "application/pdf");
        Assert.Equal((200, minutes.Text), (again.Status, again.Text));
        var sheet = await AddAsync(world, run, "signed_sheet", name: null, Png, "image/png");
        Assert.Equal("发放签字表.png", sheet.Json.GetProperty("name").GetString());
        Assert.Equal(201, (await AddAsync(world, run, "other", "会议记录", Pdf, "application/pdf")).Status);
        Assert.Equal(
            ["minutes", "notice_photo", "signed_sheet", "other"],
            (await FilesAsync(world, run)).Select(file => file.GetProperty("kind").GetString()));
        Assert.Equal(etag, $"\"{(await world.GetAsync("/v1/runs/" + run)).Json.GetProperty("revision").GetInt64()}\"");

        // Always a download, whole, and nothing a browser would run.
        using (var got = await world.Service.Client.GetAsync(minutes.Headers["Location"]))
        {
            Assert.Equal(Pdf, await got.Content.ReadAsByteArrayAsync());
            Assert.Equal("attachment", got.Content.Headers.ContentDisposition!.DispositionType);
            Assert.Equal("会议记录.docx.pdf", got.Content.Headers.ContentDisposition.FileNameStar);
            Assert.Equal(["nosniff"], got.Headers.GetValues("X-Content-Type-Options"));
            Assert.Contains("sandbox", got.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        }

        var removed = await world.Service.SendAsync(
            HttpMethod.Delete, minutes.Headers["Location"], null, ("X-Linkage-User", "clerk"));
        Assert.Equal((200, "clerk"), (removed.Status, removed.Json.GetProperty("removedBy").GetString()));
        Assert.Equal((404, "unknown_file"), Code(await world.Service.GetAsync(minutes.Headers["Location"])));
        Assert.Equal((404, "unknown_file"), Code(await world.Service.SendAsync(HttpMethod.Delete, minutes.Headers["Location"])));
        Assert.Equal(0, await world.Database.ReadAsync(
            session => session.FirstAsync<long>("SELECT LENGTH(content) FROM run_file WHERE removed_at IS NOT NULL"), default));
        Assert.Equal(201, (await AddAsync(world, run, "minutes", "重扫", Pdf, "application/pdf")).Status);
        await VerifiesAsync(world, findings: 0);

        // A picture changed behind the service's back is found.
        await world.Database.WriteAsync(new Change("local", TimeProvider.System.GetUtcNow()), async session =>
        {
            await session.ListAsync<string>(session.IsPostgres
                ? "UPDATE run_file SET content = '\\x00'::bytea WHERE kind = 'notice_photo' RETURNING id"
                : "UPDATE run_file SET content = x'00' WHERE kind = 'notice_photo' RETURNING id");
            session.Audit(new Storage.Audit.AuditDraft("test", "test/1", "tangwan"));
            return true;
        });
        await VerifiesAsync(world, findings: 1);
    }

    [Fact]
    public async Task Files_ThatAreNone_AreRefusedAndNothingIsKept()
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        await world.OrganizationAsync("tangwan", "rural_collective");
        var (run, _, _) = await world.RunAsync("tangwan", "draft");
        foreach (var content in new[] { [], "PK\u0003\u0004"u8.ToArray(), "<svg/>"u8.ToArray(), "%PDF"u8.ToArray(), Png[..7] })
        {
            Assert.Equal((415, "unsupported_media_type"), Code(await AddAsync(world, run, "minutes", "a.pdf", content, "image/png")));
        }

        Assert.Equal((415, "unsupported_media_type"), Code(await AddAsync(world, run, "minutes", "a", Pdf, "text/html")));
        Assert.Equal((400, "invalid_value"), Code(await AddAsync(world, run, "receipt", "a", Pdf, "application/pdf")));
        Assert.Equal((400, "missing_field"), Code(await AddAsync(world, run, null, "a", Pdf, "application/pdf")));
        Assert.Equal((400, "invalid_value"), Code(await AddAsync(world, run, "other", new string('字', 101), Pdf, "application/pdf")));
        Assert.Equal((404, "unknown_run"), Code(await AddAsync(world, new string('0', 32), "other", "a", Pdf, "application/pdf")));
        Assert.Empty(await FilesAsync(world, run));

        // The largest there is, and one byte more.
        var largest = new byte[MaxBytes];
        Pdf.CopyTo(largest, 0);
        Assert.Equal(201, (await AddAsync(world, run, "other", "largest", largest, "application/pdf")).Status);
        Assert.Equal((413, "body_too_large"), Code(await AddAsync(
            world, run, "other", "larger", [.. largest, 0], "application/pdf")));
        for (var at = 1; at < 50; at++)
        {
            Assert.Equal(201, (await AddAsync(world, run, "other", null, [.. Png, (byte)at], "image/png")).Status);
        }

        Assert.Equal((413, "too_many_files"), Code(await AddAsync(world, run, "other", null, Jpeg, "image/jpeg")));
    }

    [Fact]
    public async Task Files_OverGrpc_AreTheSame()
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        await world.OrganizationAsync("tangwan", "rural_collective");
        var (run, _, _) = await world.RunAsync("tangwan", "draft");
        using var grpc = new GrpcApi(world.Service.GrpcAddress);
        var content = new byte[300_000];
        Png.CopyTo(content, 0);
        var header = new AddRunFileRequest { Header = new RunFileHeader { Run = run, Kind = "attendance", Name = "签到" } };
        var chunks = content.Chunk(100_000).Select(chunk => new AddRunFileRequest { Chunk = ByteString.CopyFrom(chunk) }).ToArray();
        var added = await grpc.SendAsync(
            "linkage.v1.RunFiles/AddRunFile", [header.ToByteArray(), .. chunks.Select(chunk => chunk.ToByteArray())]);
        var file = AddRunFileResponse.Parser.ParseFrom(Assert.Single(added.Messages)).File;
        Assert.Equal(("签到.png", "image/png", content.Length), (file.Name, file.MediaType, file.Size));
        var got = await grpc.CallAsync("linkage.v1.RunFiles/GetRunFile", new GetRunFileRequest { Run = run, File = file.Id });
        var parts = got.Messages.Select(GetRunFileResponse.Parser.ParseFrom).ToArray();
        Assert.Equal(file, parts[0].File);
        Assert.Equal(content, parts[1..].SelectMany(part => part.Chunk.ToByteArray()));

        Assert.Equal("malformed_request", (await grpc.SendAsync(
            "linkage.v1.RunFiles/AddRunFile", [chunks[0].ToByteArray(), header.ToByteArray()])).Code);
        Assert.Equal("malformed_request", (await grpc.SendAsync("linkage.v1.RunFiles/AddRunFile", [])).Code);
        var large = Enumerable.Repeat(new AddRunFileRequest { Chunk = ByteString.CopyFrom(new byte[1 << 20]) }.ToByteArray(), 11);
        Assert.Equal("body_too_large", (await grpc.SendAsync("linkage.v1.RunFiles/AddRunFile", [header.ToByteArray(), .. large])).Code);
        await grpc.CallAsync("linkage.v1.RunFiles/RemoveRunFile", new RemoveRunFileRequest { Run = run, File = file.Id });
        var listed = ListRunFilesResponse.Parser.ParseFrom(Assert.Single(
            (await grpc.CallAsync("linkage.v1.RunFiles/ListRunFiles", new ListRunFilesRequest { Run = run })).Messages));
        Assert.NotEmpty(Assert.Single(listed.Files).RemovedBy);
    }

    private static async Task<Answer> AddAsync(
        RunWorld world, string run, string? kind, string? name, byte[] content, string contentType)
    {
        var named = name is null ? null : "name=" + Uri.EscapeDataString(name);
        var query = string.Join('&', new[] { kind is null ? null : "kind=" + kind, named }.Where(part => part is not null));
        return await world.Service.PostAsync($"/v1/runs/{run}/files?{query}", content, contentType);
    }

    private static async Task<System.Text.Json.JsonElement[]> FilesAsync(RunWorld world, string run) =>
        [.. (await world.GetAsync($"/v1/runs/{run}/files")).Json.GetProperty("files").EnumerateArray()];

    private static async Task VerifiesAsync(RunWorld world, int findings)
    {
        var found = new FindingList();
        await new VerifyDatabase().HandleAsync(world.Database, numbers: null, kept: null, found, CancellationToken.None);
        Assert.True(found.Kept.Count == findings, string.Join('\n', found.Kept));
    }

    private static (int, string?) Code(Answer answer) => (answer.Status, answer.Code);
}
