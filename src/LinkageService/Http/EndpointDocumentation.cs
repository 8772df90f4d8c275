namespace LinkageService.Http;

/// <summary>What the OpenAPI document says of an endpoint beyond its route; attached where the route is mapped.</summary>
/// <param name="Summary">One line.</param>
/// <param name="Description">What it does and what to know.</param>
internal sealed record EndpointDocumentation(string Summary, string Description)
{
    /// <summary>Contract of the body; null for none.</summary>
    public Type? Body { get; init; }

    /// <summary>Content types of the body.</summary>
    public IReadOnlyList<string> BodyTypes { get; init; } = [];

    /// <summary>Contract of the response.</summary>
    public required Type Response { get; init; }

    /// <summary>Content types of the response.</summary>
    public IReadOnlyList<string> ResponseTypes { get; init; } = [RequestBodies.Json];

    /// <summary>Statuses of success, each with the response.</summary>
    public IReadOnlyList<int> Successes { get; init; } = [StatusCodes.Status200OK];

    /// <summary>Statuses of failures, each a problem.</summary>
    public IReadOnlyList<int> Failures { get; init; } = [];

    /// <summary>Headers of every success.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>Headers of 201 besides.</summary>
    public IReadOnlyList<string> NewHeaders { get; init; } = [];

    /// <summary>Parts of the query and headers that are read.</summary>
    public IReadOnlyList<ParameterDocumentation> Parameters { get; init; } = [];

    /// <summary>Bodies that can be sent as they are; a test does.</summary>
    public IReadOnlyList<BodyExample> Examples { get; init; } = [];

    /// <summary>An example for each part of the path.</summary>
    public IReadOnlyDictionary<string, string> PathExamples { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>A part of the query, or a header.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it means.</param>
/// <param name="Example">A value that works; a test sends those of the query. Null shows none.</param>
internal sealed record ParameterDocumentation(string Name, string Description, string? Example = null)
{
    /// <summary>Whether it is a header.</summary>
    public bool IsHeader { get; init; }

    /// <summary>Whether it must be there.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The validator whose rules hold it; null where it only has a type, or is looked up.</summary>
    public Type? CheckedBy { get; init; }
}

/// <summary>A body that can be sent as it is.</summary>
/// <param name="Name">Its key in the document.</param>
/// <param name="Summary">What it shows.</param>
/// <param name="ContentType">Of the body.</param>
/// <param name="Text">The body.</param>
/// <param name="Status">The status it is answered with.</param>
internal sealed record BodyExample(string Name, string Summary, string ContentType, string Text, int Status);
