#pragma once

int   Crooked( ) ;
