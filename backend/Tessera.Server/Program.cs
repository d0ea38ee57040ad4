using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Server;
using Tessera.Server.Cli;
using Tessera.Server.Http;
using Tessera.Server.Modules.Access;
using Tessera.Server.Modules.Audit;
using Tessera.Server.Modules.Catalogue;
using Tessera.Server.Modules.Changes;
using Tessera.Server.Modules.Customers;
using Tessera.Server.Modules.Devices;
using Tessera.Server.Modules.Home;
using Tessera.Server.Modules.Imports;
using Tessera.Server.Modules.Joining;
using Tessera.Server.Modules.Keys;
using Tessera.Server.Modules.Learning;
using Tessera.Server.Modules.Messages;
using Tessera.Server.Modules.Partners;
using Tessera.Server.Modules.Payments;
using Tessera.Server.Modules.Programme;
using Tessera.Server.Modules.Quotes;
using Tessera.Server.Modules.Search;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Configuration.AddEnvironmentVariables("TESSERA_");
if (await CommandLine.RunAsync(args, builder.Configuration) is { } exitCode) return exitCode;

Settings settings;
try
{
    settings = Settings.From(builder.Configuration, builder.Environment.IsProduction());
}
catch (SettingsException refusal)
{
    return CommandLine.Refuse(refusal);
}

builder.AddTessera(settings);
builder.Services.AddAccess();
builder.Services.AddCatalogue();
builder.Services.AddChanges();
builder.Services.AddKeys();
builder.Services.AddDevices(settings);
builder.Services.AddProgramme(settings);
builder.Services.AddJoining();
builder.Services.AddLearning();
builder.Services.AddPayments(settings);
builder.Services.AddImports(settings);
builder.Services.AddMessages(settings);
builder.Services.AddQuotes();
builder.Services.AddSchedule(settings);

var app = builder.Build();
app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = Problems.HandleAsync, SuppressDiagnosticsCallback = _ => true });
app.UseTessera();
app.MapHealth();
if (settings.ServesApi)
{
    app.MapAccess();
    app.MapKeys();
    app.MapDevices();
    app.MapCustomers();
    app.MapPartners();
    app.MapProgramme();
    app.MapJoining();
    app.MapLearning();
    app.MapQuotes();
    app.MapCatalogue();
    app.MapPayments();
    app.MapHome();
    app.MapSearch();
    app.MapAudit();
    app.MapImports();
    app.MapMessages();
    app.MapChanges();
    app.MapOpenApi("/v1/openapi.json").Open("the published contract");
}

await app.RunAsync();
return 0;
