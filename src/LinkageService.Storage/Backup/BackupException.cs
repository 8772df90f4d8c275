namespace LinkageService.Storage.Backup;

/// <summary>A backup that cannot be made or restored as asked; nothing was changed.</summary>
/// <param name="zh">Why, in Chinese.</param>
/// <param name="en">The same in English.</param>
/// <param name="inner">Where it came from.</param>
public sealed class BackupException(string zh, string en, Exception? inner = null) : Exception($"{zh} | {en}", inner);
