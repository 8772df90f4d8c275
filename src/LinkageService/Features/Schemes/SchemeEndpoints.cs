using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Errors;
using LinkageService.Http;

namespace LinkageService.Features.Schemes;

/// <summary>The REST side of schemes.</summary>
internal sealed class SchemeEndpoints(
    SchemeLibrary library, ValidateScheme validate, CreateScheme create, Limits limits, ProblemResponse problems)
{
    private static readonly string[] BodyTypes = ["application/yaml", "text/yaml", "application/x-yaml", RequestBodies.Json];

    // For editors: which fields a document has and what they take. No scheme has this id.
    private const string SchemaPath = "/v1/schemes/schema.json";

    private readonly Failure _tooLarge = RequestFailures.SchemeTooLarge(limits.MaxSchemeBytes);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/schemes", ListAsync).WithName("ListSchemes").WithMetadata(SchemeDocumentation.List)
            .Requires(Permission.Calculate).RespondsInPublic();
        routes.MapGet(SchemaPath, () => Results.Bytes(SchemeSchema.Bytes, "application/schema+json"))
            .ExcludeFromDescription().Requires(Permission.Open).RespondsInPublic();
        routes.MapGet("/v1/schemes/{id}", GetLatestAsync).WithName("GetScheme").WithMetadata(SchemeDocumentation.Latest)
            .Requires(Permission.Calculate).RespondsInPublic();
        routes.MapGet("/v1/schemes/{id}/versions/{version}", GetVersionAsync).WithName("GetSchemeVersion")
            .WithMetadata(SchemeDocumentation.Version).Requires(Permission.Calculate).RespondsInPublic();
        routes.MapPost("/v1/schemes", CreateAsync).WithName("CreateScheme").WithMetadata(SchemeDocumentation.Create)
            .Requires(Permission.WriteSchemes);
        routes.MapPost("/v1/schemes:validate", ValidateAsync).WithName("ValidateScheme").WithMetadata(SchemeDocumentation.Validate)
            .Requires(Permission.Calculate);
    }

    private Task ListAsync(HttpContext http, CancellationToken cancellation) => JsonResponse.WriteTaggedAsync(
        http, revision: null, SchemeListContract.Of(library), SchemeContracts.Default.SchemeListContract, cancellation);

    private Task GetLatestAsync(HttpContext http, string id, CancellationToken cancellation) =>
        GetAsync(http, new SchemeReference(id, Version: null), cancellation);

    private Task GetVersionAsync(HttpContext http, string id, string version, CancellationToken cancellation) =>
        GetAsync(http, SchemeReference.TryParseVersion(version, out var number)
            ? new SchemeReference(id, number)
            : new SchemeReference(id, Version: 0) { Written = version }, cancellation);

    private async Task GetAsync(HttpContext http, SchemeReference reference, CancellationToken cancellation)
    {
        if (library.Find(reference, year: null, out var missing) is not { } scheme)
        {
            await problems.WriteAsync(http, Failure.Of(missing! with { Field = "" }));
            return;
        }

        await JsonResponse.WriteTaggedAsync(
            http, revision: null, SchemeContract.Of(scheme, library.Versions(scheme.Id)), SchemeContracts.Default.SchemeContract,
            cancellation);
    }

    private async Task CreateAsync(HttpContext http, CancellationToken cancellation)
    {
        var type = RequestBodies.MediaType(http.Request, BodyTypes);
        using var body = await BufferedBody.ReadAsync(http.Request, limits.MaxSchemeBytes, _tooLarge, cancellation);
        var created = await create.HandleAsync(Caller.Of(http), body.Bytes, type == RequestBodies.Json, cancellation);
        var scheme = created.Scheme;
        http.Response.Headers.Location = $"/v1/schemes/{Uri.EscapeDataString(scheme.Id)}/versions/{scheme.Version}";
        await JsonResponse.WriteAsync(
            http, SchemeContract.Of(scheme, library.Versions(scheme.Id)), SchemeContracts.Default.SchemeContract, cancellation,
            created.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private async Task ValidateAsync(HttpContext http, CancellationToken cancellation)
    {
        var type = RequestBodies.MediaType(http.Request, BodyTypes);
        using var body = await BufferedBody.ReadAsync(http.Request, limits.MaxSchemeBytes, _tooLarge, cancellation);
        var compilation = validate.Handle(body.Bytes.Span, type == RequestBodies.Json);
        await JsonResponse.WriteAsync(
            http, ValidationContract.Of(compilation), SchemeContracts.Default.ValidationContract, cancellation);
    }
}
