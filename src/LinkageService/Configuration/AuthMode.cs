namespace LinkageService.Configuration;

/// <summary>How callers are known: <c>Auth:Mode</c>.</summary>
internal enum AuthMode
{
    /// <summary>This machine only; the caller names its user.</summary>
    Local,

    /// <summary>Keys with a role and an organisation; other machines may be served.</summary>
    ApiKey,
}
