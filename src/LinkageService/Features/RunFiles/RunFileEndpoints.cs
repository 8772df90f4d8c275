using LinkageService.Access;
using LinkageService.Http;
using Microsoft.Net.Http.Headers;

namespace LinkageService.Features.RunFiles;

/// <summary>The REST side of the scans and photographs of runs.</summary>
internal sealed class RunFileEndpoints(AddRunFile add, KeptRunFiles files)
{
    private const string All = "/v1/runs/{run}/files";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(All, AddAsync).WithName("AddRunFile")
            .WithMetadata(RunFileDocumentation.Add).Requires(Permission.PrepareRuns);
        routes.MapGet(All, ListAsync).WithName("ListRunFiles")
            .WithMetadata(RunFileDocumentation.List).Requires(Permission.ReadRuns);
        routes.MapGet(All + "/{file}", GetAsync).WithName("GetRunFile")
            .WithMetadata(RunFileDocumentation.Get).Requires(Permission.ReadRuns);
        routes.MapDelete(All + "/{file}", RemoveAsync).WithName("RemoveRunFile")
            .WithMetadata(RunFileDocumentation.Remove).Requires(Permission.PrepareRuns);
    }

    /// <summary>Answers with a file, whoever let the caller in: always to be kept, never shown in the page of the service.</summary>
    /// <param name="http">The request.</param>
    /// <param name="files">The handler.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="run">Of which run.</param>
    /// <param name="file">Which file.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task RespondAsync(
        HttpContext http, KeptRunFiles files, Caller caller, string run, string file, CancellationToken cancellation)
    {
        QueryFields.Of(http.Request).Check();
        var found = await files.GetAsync(caller, run, file, cancellation);
        AcceptHeader.Require(http.Request, found.Row.MediaType);
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(found.Row.Name);
        http.Response.ContentType = found.Row.MediaType;
        http.Response.ContentLength = found.Content.Length;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        http.Response.Headers.ContentDisposition = disposition.ToString();
        await http.Response.Body.WriteAsync(found.Content, cancellation);
    }

    private async Task AddAsync(HttpContext http, string run, CancellationToken cancellation)
    {
        RequestBodies.MediaType(http.Request, FileForm.SentAs);
        var query = QueryFields.Of(http.Request, "kind", "name");
        var (kind, name) = (query.Text("kind"), query.Text("name"));
        using var body = await BufferedBody.ReadAsync(http.Request, AddRunFileRequest.MaxBytes, AddRunFile.TooLarge, cancellation);
        var added = await add.HandleAsync(
            Caller.Of(http), new AddRunFileRequest(run, kind, name, body.Bytes) { FormProblems = query.Problems }, cancellation);
        http.Response.Headers.Location = $"/v1/runs/{run}/files/{added.Row.Id}";
        await JsonResponse.WriteAsync(
            http, RunFileContract.Of(added.Row), RunFileContracts.Default.RunFileContract, cancellation,
            added.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private async Task ListAsync(HttpContext http, string run, CancellationToken cancellation)
    {
        QueryFields.Of(http.Request).Check();
        var found = await files.ListAsync(Caller.Of(http), run, cancellation);
        await JsonResponse.WriteAsync(
            http, new RunFilesContract([.. found.Select(RunFileContract.Of)]), RunFileContracts.Default.RunFilesContract, cancellation);
    }

    private Task GetAsync(HttpContext http, string run, string file, CancellationToken cancellation) =>
        RespondAsync(http, files, Caller.Of(http), run, file, cancellation);

    private async Task RemoveAsync(HttpContext http, string run, string file, CancellationToken cancellation)
    {
        QueryFields.Of(http.Request).Check();
        var removed = await files.RemoveAsync(Caller.Of(http), run, file, cancellation);
        await JsonResponse.WriteAsync(http, RunFileContract.Of(removed), RunFileContracts.Default.RunFileContract, cancellation);
    }
}
