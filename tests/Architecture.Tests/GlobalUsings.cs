global using Tessera.TestKit;
global using Xunit;
