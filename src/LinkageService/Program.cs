using LinkageService.Hosting;

var app = ServiceHost.Build(args);
await app.RunAsync();
