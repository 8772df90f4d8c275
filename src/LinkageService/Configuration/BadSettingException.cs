namespace LinkageService.Configuration;

/// <summary>A configuration value the service cannot start with.</summary>
/// <param name="key">The setting, such as <c>Http:Port</c>.</param>
/// <param name="got">What it is set to.</param>
/// <param name="takes">What it takes.</param>
internal sealed class BadSettingException(string key, string? got, string takes) : Exception($"{key} is \"{got}\"; it takes {takes}");
