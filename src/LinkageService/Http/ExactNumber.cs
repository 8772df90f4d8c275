namespace LinkageService.Http;

/// <summary>A decimal as a JSON string or number, read exactly as written.</summary>
internal sealed class ExactNumber;
